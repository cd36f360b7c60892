import {html, nothing} from 'lit'

import {get} from './api.js'
import {requestCards, requestTable} from './elements/request-list.js'
import {STATES, UNSENT, stateName} from './elements/state-tag.js'
import {countryName} from './dates.js'
import {Page} from './page.js'
import {pages} from './pages.js'
import {N, pageUrl, t, tn} from './texts.js'

/** @typedef {import('./types.js').RequestRow} RequestRow */
/** @typedef {{state: string, area: string, q: string, country: string, since: string, until: string, authority: string}} Filter */

const PAGE = 25
const WIDE = '(min-width: 768px)'
/** What waits for nobody any more. */
const OVER = new Set(['closed', 'withdrawn'])
const EMPTY = {
  received: N('Your authority has received no request yet. When one comes, you get an e-mail.'),
  sent: N('Your authority has sent no request yet.'),
  watched: N('No request waits for an authority in your care.'),
}

/**
 * <imi-requests box="received|sent|watched"> lists the authority's requests, or for a
 * coordinator what waits for the authorities in its care.
 *
 * The filter stands in the address, so that a list can be kept and sent on; not so the words that
 * are looked for, which may be a name: they stay with this place in the history of the browser.
 */
export class RequestsElement extends Page {
  static properties = {
    box: {},
    rows: {state: true},
    next: {state: true},
    areas: {state: true},
    wide: {state: true},
  }

  constructor() {
    super()
    /** @type {'received' | 'sent' | 'watched'} */
    this.box = 'received'
    /** @type {RequestRow[]} */
    this.rows = []
    /** @type {string | null} */
    this.next = null
    /** @type {import('./types.js').Area[]} */
    this.areas = []
    /** @type {import('./types.js').CountryRow[]} */
    this.countries = []
    this.screen = matchMedia(WIDE)
    this.wide = this.screen.matches
  }

  connectedCallback() {
    super.connectedCallback()
    this.screen.addEventListener('change', this.measure)
    window.addEventListener('popstate', this.goBack)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.screen.removeEventListener('change', this.measure)
    window.removeEventListener('popstate', this.goBack)
  }

  async load() {
    const [areas, countries] = await Promise.all([
      get('/areas', {query: {limit: 100}}),
      get('/countries', {query: {limit: 100}}),
      this.fetchRows(),
    ])
    this.areas = areas.body.items
    this.countries = countries.body.items
  }

  /**
   * Find rows. When the filter changes meanwhile, find what it asks for then.
   *
   * @param {string | null} [cursor] of the rows that follow those shown
   * @returns {Promise<void>}
   */
  async fetchRows(cursor = null) {
    const wanted = JSON.stringify(this.filter)
    const query = {box: this.box, ...this.filter, limit: PAGE}
    const read = async (/** @type {string | null} */ from) =>
      (await get('/requests', {query: {...query, cursor: from}})).body
    const shown = cursor ? this.rows : []
    for await (const {items, next} of pages(read, cursor)) {
      if (JSON.stringify(this.filter) !== wanted) return this.fetchRows()
      this.rows = [...shown, ...items]
      this.next = next
    }
  }

  /** @returns {Filter} as it stands in the address and in the history */
  get filter() {
    const query = new URLSearchParams(location.search)
    return {
      state: query.get('state') ?? '',
      area: query.get('area') ?? '',
      q: query.get('q') ?? history.state?.q ?? '',
      country: query.get('country') ?? '',
      since: query.get('since') ?? '',
      until: query.get('until') ?? '',
      authority: this.isWatch ? query.get('authority') ?? '' : '',
    }
  }

  get isWatch() {
    return this.box === 'watched'
  }

  get isFiltered() {
    return Object.values(this.filter).some(Boolean)
  }

  measure = () => {
    this.wide = this.screen.matches
  }

  /** The address has changed under the form: fill it in anew. */
  goBack = async () => {
    this.fillIn()
    await this.search()
  }

  async search() {
    const done = await this.attempt(() => this.fetchRows())
    if (done) this.announce(this.summary())
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault()
    const form = /** @type {HTMLFormElement} */ (event.currentTarget)
    const given = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()])
    const {q = '', ...others} = Object.fromEntries(given.filter(([, value]) => value))
    const query = new URLSearchParams(others).toString()
    const search = query && `?${query}`
    // Who presses twice goes back once.
    if (search !== location.search || q !== this.filter.q) {
      history.pushState({q}, '', search || location.pathname)
    }
    return this.search()
  }

  /** @param {Event} event */
  async clear(event) {
    event.preventDefault()
    history.pushState(null, '', location.pathname)
    this.fillIn()
    await this.search()
    await this.focusOn('#filter-q')
  }

  fillIn() {
    for (const [name, value] of Object.entries(this.filter)) {
      const field = this.querySelector(`#filter-${name}`)
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
        field.value = value
      }
    }
  }

  async showMore() {
    const before = this.rows.length
    const done = await this.attempt(() => this.fetchRows(this.next))
    if (!done) return
    this.announce(this.summary())
    const first = this.rows[before]?.number
    if (first) await this.focusOn(`[data-number="${first}"]`)
    else if (!this.next) await this.focusOn('#requests-summary, .imi-empty')
  }

  content() {
    return html`<div class="imi-stack">
      ${this.problems()} ${this.isWatch ? about(this.filter.authority) : nothing} ${this.filterForm()}
      ${this.rows.length || this.next ? this.list() : this.emptyView()}
    </div>`
  }

  filterForm() {
    const {state, area, q, country, since, until, authority} = this.filter
    const states = STATES.filter(
      (known) => (this.box === 'sent' || !UNSENT.has(known)) && !(this.isWatch && OVER.has(known)),
    )
    return html`<form class="imi-filter" role="search" @submit=${this.submit}>
      ${authority ? html`<input type="hidden" name="authority" value=${authority} />` : nothing}
      <div class="ecl-form-group">
        <label class="ecl-form-label" for="filter-q">${t('Number or text')}</label>
        <input class="ecl-text-input ecl-text-input--m" id="filter-q" name="q" .value=${q} />
      </div>
      ${select('state', t('Status'), state, [
        ['', t('All')],
        ...states.map((known) => [known, stateName(known)]),
      ])}
      ${select('area', t('Legal area'), area, [
        ['', t('All')],
        ...this.areas.map(({code, title}) => [code, title]),
      ])}
      ${select('country', t('Country'), country, [
        ['', t('All')],
        ...this.countries.map(({code}) => [code, countryName(code)]),
      ])}
      ${day('since', t('Sent from'), since)} ${day('until', t('Sent until'), until)}
      <button
        class="ecl-button ecl-button--secondary"
        type="submit"
        aria-busy=${this.busy ? 'true' : nothing}
      >
        ${t('Search')}
      </button>
    </form>`
  }

  /** What was found so far, perhaps nothing, and the way to what follows. */
  list() {
    if (this.busy && !this.rows.length) return html`<p class="imi-loading">${t('Loading…')}</p>`
    const draw = this.wide ? requestTable : requestCards
    return html`<p id="requests-summary">${this.summary()}</p>
      ${this.rows.length ? draw(this.rows, 'requests-summary', this.isWatch) : nothing}
      ${this.next
        ? html`<div class="imi-buttons">
            <button
              class="ecl-button ecl-button--secondary"
              type="button"
              aria-busy=${this.busy ? 'true' : nothing}
              @click=${this.showMore}
            >
              ${t('Show more')}
            </button>
          </div>`
        : nothing}`
  }

  summary() {
    const count = this.rows.length
    return this.next
      ? tn('{count} request shown; there are more', '{count} requests shown; there are more', count)
      : tn('{count} request', '{count} requests', count)
  }

  emptyView() {
    if (this.isFiltered) {
      return html`<div class="imi-empty">
        <p>${t('No request matches what you are looking for.')}</p>
        <p><a href=${location.pathname} @click=${this.clear}>${t('Show all requests')}</a></p>
      </div>`
    }
    return html`<div class="imi-empty">
      <p>${t(EMPTY[this.box])}</p>
      ${this.box === 'sent' ? newRequestLink() : nothing}
    </div>`
  }
}

/**
 * What a coordinator sees here, and of whom.
 *
 * @param {string} authority id of the only one that is wanted, or ''
 */
function about(authority) {
  return html`<p>
    ${t('What waits for the authorities in your care, what is due first. You see whose turn it is and until when, nothing of what is written.')}
    ${authority ? html`<a class="ecl-link" href=${location.pathname}>${t('Show those of all authorities')}</a>` : nothing}
  </p>`
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string} chosen
 * @param {string[][]} options value and text
 */
function select(name, label, chosen, options) {
  return html`<div class="ecl-form-group">
    <label class="ecl-form-label" for="filter-${name}">${label}</label>
    <div class="ecl-select__container ecl-select__container--m">
      <select class="ecl-select" id="filter-${name}" name=${name}>
        ${options.map(
          ([value, text]) =>
            html`<option value=${value ?? ''} ?selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </div>
  </div>`
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string} chosen as in 2026-03-13
 */
function day(name, label, chosen) {
  return html`<div class="ecl-form-group">
    <label class="ecl-form-label" for="filter-${name}">${label}</label>
    <input class="ecl-text-input" id="filter-${name}" name=${name} type="date" .value=${chosen} />
  </div>`
}

function newRequestLink() {
  return html`<div class="imi-buttons">
    <a class="ecl-button ecl-button--primary imi-button-link" href=${pageUrl('workspace/new/')}
      >${t('New request')}</a
    >
  </div>`
}
