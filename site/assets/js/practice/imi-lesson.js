import {html, nothing} from 'lit'

import {apiEvents, del, get, post} from '../api.js'
import {loadConfig} from '../config.js'
import {actionButton} from '../elements/forms.js'
import {Page, announce} from '../page.js'
import {pageUrl, t} from '../texts.js'
import {beginLesson} from './beginning.js'

/** Milliseconds between a change and the look at what it means for the lesson: saving comes in rows. */
const SETTLED_AFTER = 400

/**
 * <imi-lesson> says above each page of the training stage what the lesson that goes on wants next, and notices when it
 * is done. While there is no lesson, it is not to be seen. It also says when the stage is about to be emptied.
 */
export class LessonElement extends Page {
  static properties = {lesson: {state: true}, said: {state: true}, wipedSoon: {state: true}, wipedTonight: {state: true}}

  constructor() {
    super()
    /** @type {import('../types.js').Guide | null} */
    this.lesson = null
    /** Whether all that was done in the stage is about to be removed, and within a day. */
    this.wipedSoon = this.wipedTonight = false
    /** What came of the last button. */
    this.said = ''
    this.timer = 0
    this.look = () => {
      // A lesson begins on another page; while there is none, nothing moves on.
      if (!this.lesson) return
      clearTimeout(this.timer)
      this.timer = window.setTimeout(() => this.refresh(), SETTLED_AFTER)
    }
    this.lookWhenSeen = () => {
      if (!document.hidden) void this.refresh()
    }
  }

  connectedCallback() {
    super.connectedCallback()
    apiEvents.addEventListener('changed', this.look)
    document.addEventListener('visibilitychange', this.lookWhenSeen)
  }

  disconnectedCallback() {
    apiEvents.removeEventListener('changed', this.look)
    document.removeEventListener('visibilitychange', this.lookWhenSeen)
    clearTimeout(this.timer)
    super.disconnectedCallback()
  }

  async load() {
    const [{body}, {local}] = await Promise.all([get('/lessons/current'), loadConfig()])
    this.lesson = body.lesson
    this.wipedSoon = body.wiped_soon
    // On one machine nothing is removed by itself.
    this.wipedTonight = body.wiped_within_a_day && !local
  }

  /** Look again how far the lesson is, and tell those who hear the page if it has gone on. */
  async refresh() {
    clearTimeout(this.timer)
    const before = this.lesson
    // A lesson that cannot be read now is read after the next change.
    await this.load().catch((error) => console.warn('the lesson cannot be read', error))
    const now = this.lesson
    if (!now || (now.key === before?.key && now.taken === before.taken)) return
    this.said = ''
    announce(now.text ? `${progress(now)}: ${now.text}` : DONE())
  }

  async stop() {
    await this.attempt(async () => {
      await del('/lessons/current')
      this.lesson = null
      await this.focusOn('#title')
    })
  }

  /** The title of the page belongs to what the page is about. */
  clearErrors() {
    this.errors = []
    this.failure = undefined
  }

  markTitle() {}

  async hurry() {
    await this.attempt(async () => {
      this.said = ''
      const {body} = await post('/practice/hurry', {})
      if (!body.moves) {
        this.said = t('Nothing happened: it is not the turn of the others.')
        announce(this.said)
        return
      }
      await this.refresh()
      await showAnew()
      await this.focusOn('#lesson')
    })
  }

  /** Whether the next step is done on this very page, whatever else its address says. */
  isHere() {
    const where = new URL(pageUrl(this.lesson?.where ?? ''), location.origin)
    const here = new URLSearchParams(location.search)
    const same = [...where.searchParams].every(([name, value]) => here.get(name) === value)
    return where.pathname === location.pathname && same
  }

  render() {
    if (this.phase !== 'ready') return nothing
    return html`${this.warning()} ${this.lesson ? this.guide(this.lesson) : nothing}`
  }

  warning() {
    if (this.wipedSoon) {
      return notice(
        'wiped-soon',
        t('At the wish of a coordinator, everything that was done here is removed within a quarter of an hour.'),
      )
    }
    return this.wipedTonight
      ? notice('wiped-tonight', t('In the coming night before Sunday (UTC) everything that was done here is removed, as every week.'))
      : nothing
  }

  /** @param {import('../types.js').Guide} lesson */
  guide(lesson) {
    return html`<section class="imi-lesson imi-stack imi-stack--tight" aria-labelledby="lesson">
      ${this.problems()}
      <h2 class="imi-h3" id="lesson" tabindex="-1">${t('Lesson: {title}', {title: lesson.title})}</h2>
      ${lesson.text ? this.step(lesson) : this.end(lesson)}
    </section>`
  }

  /** @param {import('../types.js').Guide} lesson */
  step(lesson) {
    return html`<p><strong>${progress(lesson)}.</strong> ${lesson.text}</p>
      ${this.said ? html`<p>${this.said}</p>` : nothing}
      <div class="imi-buttons">
        ${lesson.turn === 'nobody'
          ? actionButton(this, t('Do it again'), () => this.attempt(() => beginLesson(lesson.key)))
          : nothing}
        ${this.isHere() || !lesson.where || lesson.turn === 'nobody'
          ? nothing
          : html`<a class="ecl-button ecl-button--secondary imi-button-link" href=${pageUrl(lesson.where)}>${t('Go there')}</a>`}
        ${lesson.turn === 'others' ? actionButton(this, t('Let the others act now'), () => this.hurry()) : nothing}
        ${this.stopping()}
      </div>`
  }

  /** At the same place whatever stands before it, for whoever clicks where the last button was. */
  stopping() {
    return html`<div class="imi-lesson__stop">
      ${actionButton(this, t('Stop the lesson'), () => this.stop())}
    </div>`
  }

  /** @param {import('../types.js').Guide} lesson */
  end({next}) {
    return html`<p><strong>${DONE()}</strong>
        ${next ? t('Next lesson: {title}', {title: next.title}) : t('You have done all lessons that are meant for you.')}</p>
      <div class="imi-buttons">
        ${next
          ? actionButton(this, html`${t('Begin')} <span class="ecl-u-sr-only">${next.title}</span>`, () => this.attempt(() => beginLesson(next.key)))
          : nothing}
        <a class="ecl-button ecl-button--secondary imi-button-link" href=${pageUrl('workspace/practice/')}>${t('All lessons')}</a>
        ${this.stopping()}
      </div>`
  }
}

/**
 * @param {string} id
 * @param {string} text
 */
const notice = (id, text) =>
  html`<div class="ecl-notification ecl-notification--warning" id=${id} role="status">
    <div class="ecl-notification__content ecl-notification__description">${text}</div>
  </div>`
const DONE = () => t('You have done this lesson.')

/** @param {import('../types.js').Guide} lesson */
function progress({taken, steps}) {
  return t('Step {step} of {total}', {step: taken + 1, total: steps})
}

/** Let the page show what has happened meanwhile, but for one on which somebody is writing. */
async function showAnew() {
  const screen = document.querySelector('.imi-screen')
  if (!(screen instanceof Page) || screen.localName === 'imi-new-request') return
  await screen.reload()
  screen.requestUpdate()
}
