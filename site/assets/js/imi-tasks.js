import {html, nothing} from 'lit'

import {get} from './api.js'
import {authorityName} from './elements/authority.js'
import {daysLeftBar} from './elements/days-left.js'
import {stateTag, urgentTag} from './elements/state-tag.js'
import {formatNumber} from './dates.js'
import {CORRECT, lostAddresses} from './lost-mail.js'
import {loadMe} from './me.js'
import {Page} from './page.js'
import {pages} from './pages.js'
import {checklist} from './points.js'
import {LOOK_AFTER, registersToLookAfter} from './registers-to-look-after.js'
import {N, pageUrl, t, tn} from './texts.js'

/** @typedef {import('./types.js').Task} Task */

/** What the card above the tasks asks for, at one click. */
const CONFIRM = 'confirm_data'

/** Kinds of task, the most pressing first: heading, what to do, page. */
const KINDS = [
  {
    kind: 'allocate',
    heading: N('Requests to allocate'),
    act: N('Allocate the request'),
    page: 'case',
    step: 'allocate',
  },
  {kind: 'accept', heading: N('Requests to accept'), act: N('Accept the request'), page: 'case'},
  {kind: 'answer', heading: N('Requests to answer'), act: N('Answer the request'), page: 'case'},
  {kind: 'clarify', heading: N('Replies to clarify'), act: N('Give the clarification'), page: 'case'},
  {
    kind: 'approve',
    heading: N('Requests and replies to approve'),
    act: N('Decide on the approval'),
    page: 'case',
  },
  {
    kind: 'decide',
    heading: N('Disputed replies'),
    act: N('Decide whether the reply suffices'),
    page: 'case',
  },
  {
    kind: 'agree_date',
    heading: N('Other dates proposed'),
    act: N('Agree to the date or decline it'),
    page: 'case',
  },
  {kind: 'check_reply', heading: N('Replies to check'), act: N('Check the reply'), page: 'case'},
  {
    kind: 'close_or_refer',
    heading: N('Refused clarifications'),
    act: N('Close the request or refer it'),
    page: 'case',
  },
  {kind: 'send', heading: N('Drafts to finish'), act: N('Finish and send the request'), page: 'new'},
]
/** @type {import('./types.js').Tasks} */
const EMPTY = {items: [], counts: {}, more: false, next: null}
const UNKNOWN = {heading: N('Other tasks'), act: N('Open the request'), page: 'case'}

/**
 * <imi-tasks> shows what waits for the official, by kind and by what is due.
 *
 * Whether only what is allocated to the official is shown stands in the address.
 */
export class TasksElement extends Page {
  static properties = {tasks: {state: true}, points: {state: true}}

  constructor() {
    super()
    this.tasks = EMPTY
    this.tells = false
    /** @type {import('./types.js').Point[]} */
    this.points = []
    this.onlyMine = new URLSearchParams(location.search).get('allocated') === 'me'
  }

  async load() {
    this.tasks = EMPTY
    const [points, me] = await Promise.all([readPoints(), loadMe().catch(() => null), this.fetchTasks()])
    this.tells = me?.mail === 'at_once' && !me.mail_fails_since
    this.points = points
  }

  async loadMore() {
    const shown = this.tasks.items.length
    await this.attempt(async () => {
      await this.fetchTasks()
      const more = this.tasks.items.length - shown
      this.announce(tn('{count} more task shown', '{count} more tasks shown', more))
    })
  }

  /** Find tasks that follow those shown. */
  async fetchTasks() {
    const read = (/** @type {string | null} */ cursor) => readTasks(cursor, this.onlyMine)
    for await (const {items, counts, more, next} of pages(read, this.tasks.next)) {
      this.tasks = {
        items: [...this.tasks.items, ...items],
        // The first page tells how many there are in all.
        counts: counts ?? this.tasks.counts,
        more: counts ? more : this.tasks.more,
        next,
      }
    }
    if (!this.onlyMine) showCount(Math.max(total(this.tasks.counts), this.tasks.items.length))
  }

  content() {
    const {items, next} = this.tasks
    if (!items.length && !next) {
      const none = this.onlyMine ? nothingOfMine() : nothingToDo(this.tells)
      return html`<div class="imi-stack">${this.problems()} ${alive()} ${none} ${checklist(this.points)}</div>`
    }
    return html`<div class="imi-stack">
      ${this.problems()}
      ${items.length ? html`<p class="imi-lead">${this.summary()}</p>` : nothing} ${this.choice()} ${alive()}
      ${lostAddresses(items)} ${registersToLookAfter(items)} ${groups(items).map((group) => this.group(group))}
      ${next
        ? html`<div class="imi-buttons">
            <button
              class="ecl-button ecl-button--secondary"
              type="button"
              aria-busy=${this.busy ? 'true' : nothing}
              @click=${this.loadMore}
            >
              ${t('Show more')}
            </button>
          </div>`
        : nothing}
      ${checklist(this.points)}
    </div>`
  }

  /** The way to what is allocated to the reader, where anything is, and back. */
  choice() {
    if (!this.onlyMine && !this.tasks.items.some(({mine}) => mine)) return nothing
    const page = pageUrl('workspace/')
    const ways = [
      {label: t('All tasks'), address: page, here: !this.onlyMine},
      {label: t('Allocated to me'), address: `${page}?allocated=me`, here: this.onlyMine},
    ]
    return html`<nav class="imi-cluster" aria-label=${t('Which tasks')}>
      ${ways.map(({label, address, here}) =>
        here
          ? html`<strong aria-current="page">${label}</strong>`
          : html`<a class="ecl-link" href=${address}>${label}</a>`)}
    </nav>`
  }

  summary() {
    const {items, counts, more} = this.tasks
    const count = Math.max(total(counts), items.length)
    // As many were counted: that one less is exceeded is certain.
    if (more && count > 1) {
      return tn('More than {count} task waits for you.', 'More than {count} tasks wait for you.', count - 1)
    }
    return tn('{count} task waits for you.', '{count} tasks wait for you.', count)
  }

  /** @param {ReturnType<typeof groups>[number]} group */
  group({kind, heading, act, page, step, items}) {
    const id = `tasks-${kind}`
    return html`<section aria-labelledby=${id}>
      <h2 class="imi-h2" id=${id}>
        ${t(heading)}
        <span class="imi-count">${formatNumber(Math.max(this.tasks.counts?.[kind] ?? 0, items.length))}</span>
      </h2>
      <ul class="imi-tasks">
        ${items.map((task) => row(task, {act, page, step}))}
      </ul>
    </section>`
  }
}

/**
 * @param {Task} task
 * @param {{act: string, page: string, step?: string | undefined}} way
 */
function row({number, area_title, counterpart, urgent, mine, state, due_on, since}, {act, page, step}) {
  const address = pageUrl(`workspace/${page}/`, {number: number ?? ''})
  return html`<li class="imi-task">
    <div class="imi-task__main">
      <a class="imi-task__link" href="${address}${step ? `#${step}` : ''}"
        >${t(act)} <span class="imi-number">${number}</span></a
      >
      <p class="imi-task__meta">
        <span>${area_title}</span>
        ${counterpart ? authorityName(counterpart) : nothing}
      </p>
    </div>
    <div class="imi-task__side">
      ${mine ? html`<strong class="imi-tag imi-tag--mine">${t('Allocated to you')}</strong>` : nothing}
      ${urgent ? urgentTag() : nothing} ${state ? stateTag(state) : nothing}
      ${daysLeftBar(due_on, since)}
    </div>
  </li>`
}

function alive() {
  return html`<imi-proof-of-life class="imi-screen"></imi-proof-of-life>`
}

/** @param {boolean} tells whether e-mails about each come at once, and arrive */
function nothingToDo(tells) {
  return html`<div class="imi-empty">
    <p>${t('Nothing waits for you now.')}</p>
    ${tells ? html`<p>${t('New tasks appear here, and you get an e-mail about each.')}</p>` : nothing}
    <div class="imi-buttons">
      <a class="ecl-button ecl-button--primary imi-button-link" href=${pageUrl('workspace/new/')}
        >${t('New request')}</a
      >
      <a class="ecl-link" href=${pageUrl('workspace/received/')}>${t('Requests received')}</a>
      <a class="ecl-link" href=${pageUrl('workspace/sent/')}>${t('Requests sent')}</a>
    </div>
  </div>`
}

function nothingOfMine() {
  return html`<div class="imi-empty">
    <p>${t('Nothing is allocated to you now.')}</p>
    <p><a class="ecl-link" href=${pageUrl('workspace/')}>${t('Show all tasks')}</a></p>
  </div>`
}

/** @param {Task[]} items */
function groups(items) {
  const known = new Set([CONFIRM, CORRECT, LOOK_AFTER, ...KINDS.map(({kind}) => kind)])
  const others = [...new Set(items.map(({kind}) => kind))].filter((kind) => !known.has(kind))
  return [...KINDS, ...others.map((kind) => ({kind, ...UNKNOWN}))]
    .map((group) => ({step: undefined, ...group, items: items.filter(({kind}) => kind === group.kind).sort(byDue)}))
    .filter((group) => group.items.length)
}

/**
 * @param {Task} a
 * @param {Task} b
 */
function byDue(a, b) {
  const last = '9999'
  return (
    (a.due_on ?? last).localeCompare(b.due_on ?? last) ||
    (a.since ?? '').localeCompare(b.since ?? '')
  )
}

/**
 * @param {string | null} cursor
 * @param {boolean} onlyMine
 * @returns {Promise<import('./types.js').Tasks>}
 */
async function readTasks(cursor, onlyMine) {
  const query = {limit: 50, cursor, ...(onlyMine ? {allocated: 'me'} : {})}
  return (await get('/tasks', {query})).body
}

/**
 * The checklist is no reason to go without the tasks.
 *
 * @returns {Promise<import('./types.js').Point[]>}
 */
async function readPoints() {
  try {
    return (await get('/checklist')).body.items
  } catch (error) {
    console.warn('the checklist cannot be shown', error)
    return []
  }
}

/** @param {Record<string, number> | null} counts */
function total(counts) {
  return Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0)
}

/**
 * Show in the navigation how many tasks wait.
 *
 * @param {number} count
 */
function showCount(count) {
  const link = document.querySelector('a[data-count=tasks]')
  link?.querySelector('.imi-count')?.remove()
  if (!link || !count) return
  const badge = document.createElement('span')
  badge.className = 'imi-count'
  badge.textContent = formatNumber(count)
  link.append(' ', badge)
}
