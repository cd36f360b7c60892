import {html, nothing} from 'lit'

import {del, get, newKey, post, put} from '../api.js'
import {loadConfig} from '../config.js'
import {formatDate, today} from '../dates.js'
import {actionButton, isSecondOfDouble} from '../elements/forms.js'
import {Page} from '../page.js'
import {pageUrl, t} from '../texts.js'
import {beginLesson, forgetTries, goTo} from './beginning.js'

/** @typedef {import('../types.js').LessonRow} Lesson */

/**
 * <imi-practice> is where one learns in the training stage: by lessons, and with authorities that nobody works in. They
 * answer what the official's authority sends, and ask it something.
 */
export class PracticeElement extends Page {
  static properties = {on: {state: true}, asked: {state: true}, lessons: {state: true}, removed: {state: true}, wipedSoon: {state: true}}

  constructor() {
    super()
    /** Whether simulated counterparts answer. */
    this.on = false
    /** Number of the request that a counterpart has sent last, or ''. */
    this.asked = ''
    /** @type {readonly Lesson[]} those that are meant for the official */
    this.lessons = []
    /** What was said after everything was removed. */
    this.removed = ''
    /** Whether the official may have the whole stage emptied, and whether that is wanted already. */
    this.mayWipe = this.wipedSoon = false
    /** Whether the clock and the inbox of the stage are on this machine. */
    this.local = false
    /** The same for every try of having one request sent. */
    this.key = newKey()
  }

  async load() {
    const [practice, lessons, config] = await Promise.all([get('/practice'), get('/lessons'), loadConfig()])
    this.on = practice.body.counterparts
    this.mayWipe = practice.body.may_wipe
    this.wipedSoon = practice.body.wiped_soon
    this.lessons = lessons.body.items
    this.local = Boolean(config.local)
  }

  /** @param {boolean} on */
  async switch(on) {
    await this.attempt(async () => {
      const {body} = await put('/practice', {counterparts: on})
      this.on = body.counterparts
      this.announce(this.on ? ANSWER() : SILENT())
    })
  }

  async ask() {
    await this.attempt(async () => {
      const {body} = await post('/practice/ask', {}, {key: this.key})
      this.key = newKey()
      this.asked = body.number
      await this.focusOn('#asked')
    })
  }

  /**
   * Go on with a lesson that was begun, where its next step is done.
   *
   * @param {string} lesson its key
   */
  async goOn(lesson) {
    await this.attempt(async () => {
      const {body} = await put('/lessons/current', {lesson}).catch(async (error) => {
        // It may have been erased meanwhile, in another window say.
        await this.load()
        throw error
      })
      goTo(body.lesson)
    })
  }

  /** @param {'afresh' | 'wipe'} id */
  dialog(id) {
    return /** @type {HTMLDialogElement | null} */ (this.querySelector(`#${id}-dialog`))
  }

  /** @param {MouseEvent} event */
  async startAfresh(event) {
    if (isSecondOfDouble(event)) return
    this.dialog('afresh')?.close()
    await this.attempt(async () => {
      const {body} = await del('/practice')
      forgetTries()
      this.asked = ''
      await this.load()
      this.removed = t('Everything is removed. Requests: {count}', {count: body.requests})
      await this.focusOn('#removed')
    })
  }

  /** @param {MouseEvent} event */
  async wipe(event) {
    if (isSecondOfDouble(event)) return
    this.dialog('wipe')?.close()
    await this.attempt(async () => {
      await post('/practice/wipe', {})
      this.wipedSoon = true
      await this.focusOn('#wanted')
    })
  }

  content() {
    return html`<div class="imi-stack imi-narrow">
      ${this.problems()}
      <p>${t('Here you practise with authorities in which nobody works. Everything is invented, and nothing leaves the system.')}</p>
      ${this.removed ? html`<p id="removed" tabindex="-1" role="status"><strong>${this.removed}</strong></p>` : nothing}
      ${this.teaching()} ${this.answering()} ${this.asking()} ${this.afresh()} ${this.wiping()}
      ${this.local
        ? html`<p>${t('They act in office hours. Move the clock, and read the e-mails that were sent:')}
            <a href="/local/">${t('Clock and inbox')}</a></p>`
        : html`<p>${t('They act in office hours, within some days.')}
            ${t('What you do here is invented, and everything is removed once a week, in the night before Sunday (UTC).')}
            ${t('Date in the training environment: {date}', {date: formatDate(today())})}</p>`}
    </div>`
  }

  teaching() {
    const {lessons} = this
    if (!lessons.length) return nothing
    const done = lessons.filter((each) => each.done_on).length
    return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="lessons">
      <h2 class="imi-h2" id="lessons">${t('Lessons')}</h2>
      <p>${t('Each lesson is a short path through the real screens. What to do next stands above the page, and the lesson notices when you have done it.')}</p>
      <p><strong>${t('Lessons done: {done} of {total}', {done, total: lessons.length})}</strong></p>
      <ol class="imi-lessons">${lessons.map((each) => this.lesson(each))}</ol>
    </section>`
  }

  /** @param {Lesson} lesson */
  lesson(lesson) {
    const title = html` <span class="ecl-u-sr-only">${lesson.title}</span>`
    return html`<li class="imi-lessons__item">
      <div>
        <h3 class="imi-h3" id="lesson-${lesson.key}">${lesson.title}</h3>
        <p>${lesson.about}</p>
        ${lesson.done_on
          ? html`<p class="imi-lessons__done"><span aria-hidden="true">✓ </span>${t('You have done this lesson.')} (${formatDate(lesson.done_on)})</p>`
          : lesson.begun ? html`<p class="imi-hint">${t('Under way')}</p>` : nothing}
      </div>
      <div class="imi-buttons">
        ${lesson.begun
          ? actionButton(this, html`${t('Go on')}${title}`, () => this.goOn(lesson.key))
          : nothing}
        ${actionButton(this, html`${lesson.begun ? t('Do it again') : t('Begin')}${title}`, () => this.attempt(() => beginLesson(lesson.key)))}
      </div>
    </li>`
  }

  answering() {
    const {on} = this
    return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="answer">
      <h2 class="imi-h2" id="answer">${t('They answer you')}</h2>
      <p>${t('Some answer at once, some late. One asks for more time, one is not competent, one leaves gaps, one refuses.')}</p>
      <p role="status"><strong>${on ? ANSWER() : SILENT()}</strong></p>
      <div class="imi-buttons">
        ${actionButton(this, on ? t('Let them answer no more') : t('Let them answer'), () => this.switch(!on), on ? 'secondary' : 'primary')}
        <a class="ecl-button ecl-button--secondary imi-button-link" href=${pageUrl('workspace/new/')}>${t('New request')}</a>
      </div>
    </section>`
  }

  asking() {
    const {asked} = this
    return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="ask">
      <h2 class="imi-h2" id="ask">${t('They ask you')}</h2>
      <p>${t('An authority of another country sends yours a request, which you accept and answer.')}</p>
      ${asked
        ? html`<p id="asked" tabindex="-1">${t('The request has come:')}
            <a href=${pageUrl('workspace/case/', {number: asked})}>${asked}</a></p>`
        : nothing}
      <div class="imi-buttons">${actionButton(this, t('Have a request sent to us'), () => this.ask())}</div>
    </section>`
  }

  afresh() {
    if (!this.lessons.some((each) => each.begun)) return nothing
    return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="afresh">
        <h2 class="imi-h2" id="afresh">${t('Start afresh')}</h2>
        <p>${AFRESH()}</p>
        <div class="imi-buttons">${actionButton(this, t('Start afresh'), () => this.dialog('afresh')?.showModal())}</div>
      </section>
      ${this.sure('afresh', t('Start afresh'), AFRESH(), this.startAfresh)}`
  }

  wiping() {
    if (!this.mayWipe) return nothing
    const title = t('Empty the training environment')
    return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="wipe">
        <h2 class="imi-h2" id="wipe">${title}</h2>
        <p>${WIPED()}</p>
        ${this.wipedSoon
          ? html`<p id="wanted" tabindex="-1"><strong>${t('At the wish of a coordinator, everything that was done here is removed within a quarter of an hour.')}</strong></p>`
          : html`<div class="imi-buttons">${actionButton(this, title, () => this.dialog('wipe')?.showModal())}</div>`}
      </section>
      ${this.sure('wipe', title, WIPED(), this.wipe)}`
  }

  /**
   * @param {'afresh' | 'wipe'} id
   * @param {string} title
   * @param {string} text what is lost
   * @param {(event: MouseEvent) => unknown} act
   */
  sure(id, title, text, act) {
    return html`<dialog class="imi-dialog" id="${id}-dialog" aria-labelledby="${id}-title" aria-describedby="${id}-text">
      <h2 class="imi-h2" id="${id}-title">${title}</h2>
      <p id="${id}-text">${t('Remove all this? It cannot be undone.')} ${text}</p>
      <div class="imi-buttons">
        <button class="ecl-button ecl-button--secondary imi-button--danger" type="button" @click=${act}>
          ${t('Remove everything')}
        </button>
        <button class="ecl-button ecl-button--secondary" type="button" autofocus @click=${() => this.dialog(id)?.close()}>
          ${t('Cancel')}
        </button>
      </div>
    </dialog>`
  }
}

const AFRESH = () =>
  t('Your progress in the lessons is erased, also which ones you have done, and all requests are removed that you have begun since your first lesson. Requests to somebody who practises, too, stay.')
const WIPED = () =>
  t('For everybody in all countries, everything that was done here is removed: requests, files, e-mails, lessons under way, and authorities that were registered, with those who work only there. All others stay, and so do the lessons that they have done.')
const ANSWER = () => t('They answer what your authority sends.')
const SILENT = () => t('They do not answer: only people who practise do.')
