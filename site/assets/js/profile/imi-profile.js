/** @import {Absence, Me, Official} from '../types.js' */

import {html, nothing} from 'lit'

import {ProblemError, get, patch, post} from '../api.js'
import {loadConfig} from '../config.js'
import {lostMail} from '../lost-mail.js'
import {askAgain, changeMe, loadMe} from '../me.js'
import {Page} from '../page.js'
import {language, t} from '../texts.js'
import {actingFor} from './acting-for.js'
import * as away from './away.js'
import {entry} from './entry.js'
import {languageForm, otherLanguage} from './language.js'
import {mailForm} from './mail.js'

/** How many of the latest e-mails are shown. */
const LATEST = 20

/** @typedef {{from_on: string, to_on: string, substitute: string}} Away */

/** <imi-profile> is the official's own entry: language, absence, confirmation, for whom one acts. */
export class ProfileElement extends Page {
  constructor() {
    super()
    /** @type {Me} */
    this.me
    /** @type {Official[]} active colleagues, the official not among them */
    this.colleagues = []
    /** @type {Map<string, string>} titles of legal areas, by code */
    this.titles = new Map()
    this.languages = [language()]
    /** What is chosen and typed, until it is saved. */
    this.chosen = ''
    this.mail = ''
    /** @type {Away} */
    this.away = away.nothingYet()
    /** @type {import('../types.js').NoticeRow[]} what was sent by e-mail, newest first */
    this.notices = []
    /** What has just been done. */
    this.done = ''
    /** The entry was changed elsewhere while something was typed here. */
    this.meanwhile = false
  }

  connectedCallback() {
    super.connectedCallback()
    addEventListener('beforeunload', this.#warn)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener('beforeunload', this.#warn)
  }

  async reload() {
    await super.reload()
    await this.arrive()
  }

  async load() {
    const me = await loadMe()
    const [team, areas, config, notices] = await Promise.all([
      get(`/authorities/${encodeURIComponent(me.authority.id)}/officials`),
      get('/areas', {query: {limit: 100}}),
      loadConfig().catch(() => null),
      get('/notices', {query: {limit: LATEST}}),
    ])
    this.notices = notices.body.items
    this.colleagues = team.body.items.filter(
      (/** @type {Official} */ {id, status}) => id !== me.id && status === 'active',
    )
    this.titles = new Map(areas.body.items.map((/** @type {any} */ {code, title}) => [code, title]))
    this.languages = config?.languages ?? this.languages
    this.#take(me)
  }

  /** @param {Me} me */
  #take(me) {
    this.me = me
    this.chosen = me.language
    this.mail = me.mail
    this.away = away.typed(me.absence)
  }

  content() {
    return html`<div class="imi-stack">
      ${this.problems()} ${this.#confirmation()} ${lostMail(this.me)} ${this.meanwhile ? this.#stored() : nothing}
      ${entry(this)} ${languageForm(this)} ${mailForm(this)} ${away.form(this)} ${actingFor(this)}
    </div>`
  }

  #confirmation() {
    if (!this.done) return nothing
    return html`<div class="ecl-notification ecl-notification--success" id="done" tabindex="-1" role="status">
      <div class="ecl-notification__content">
        <div class="ecl-notification__title">${this.done}</div>
        ${otherLanguage(this.me)}
      </div>
    </div>`
  }

  /** What is stored now, beside what is typed below. */
  #stored() {
    return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="stored">
      <h2 class="imi-h3" id="stored">${t('This is saved now')}</h2>
      ${away.stored(this)}
      <p>${t('What you typed still stands below. Save again to keep it.')}</p>
      <button class="ecl-button ecl-button--secondary" type="button" @click=${this.takeStored}>
        ${t('Take what is saved')}
      </button>
    </section>`
  }

  async takeStored() {
    this.meanwhile = false
    this.clearErrors()
    this.#take(this.me)
    this.requestUpdate()
    await this.focusOn('#language-title')
  }

  /** @param {Partial<Away>} part */
  type(part) {
    this.away = {...this.away, ...part}
    this.requestUpdate()
  }

  async confirm() {
    await this.#act(() => post('/me/confirm', {}), t('Thank you. Your entry is confirmed.'))
  }

  async saveLanguage() {
    const {away: typed, mail} = this
    const saved = await this.#save({language: this.chosen}, t('Your language is saved.'))
    if (!saved) return
    this.type(typed)
    this.chooseMail(mail)
  }

  async saveMail() {
    const {chosen, away: typed} = this
    const saved = await this.#save({mail: this.mail}, t('Your choice is saved.'))
    if (!saved) return
    this.choose(chosen)
    this.type(typed)
  }

  async saveAway() {
    const errors = away.check(this.away)
    if (errors.length) {
      this.done = ''
      return this.showErrors(errors)
    }
    const {chosen, mail} = this
    const saved = await this.#save({absence: this.away}, t('Saved. Your colleague gets the e-mails while you are away.'))
    if (!saved) return
    this.choose(chosen)
    this.chooseMail(mail)
  }

  async endAbsence() {
    const {chosen, mail} = this
    const saved = await this.#save({absence: null}, t('Saved. You are no longer away.'))
    if (!saved) return
    this.choose(chosen)
    this.chooseMail(mail)
  }

  /** @param {string} code */
  choose(code) {
    this.chosen = code
    this.requestUpdate()
  }

  /** @param {string} code */
  chooseMail(code) {
    this.mail = code
    this.requestUpdate()
  }

  /**
   * @param {{language?: string, absence?: Away | null, mail?: string}} change
   * @param {string} told
   */
  #save(change, told) {
    return this.#act(() => patch('/me', change, {etag: this.me.etag}), told)
  }

  /**
   * @param {() => Promise<import('../api.js').Answer>} change
   * @param {string} told what is said once it is done
   * @returns {Promise<boolean>} whether it was done
   */
  async #act(change, told) {
    if (this.busy) return false
    this.done = ''
    const done = await this.attempt(async () => {
      try {
        this.#take(await changeMe(change))
      } catch (error) {
        await this.#lookAgain(error)
        throw error
      }
    })
    if (done) {
      this.meanwhile = false
      this.done = told
    }
    this.requestUpdate()
    if (done) await this.focusOn('#done')
    return done
  }

  /**
   * Read anew what somebody else has changed; what is typed stays.
   *
   * @param {unknown} error
   */
  async #lookAgain(error) {
    if (!(error instanceof ProblemError && error.status === 412)) return
    this.me = await askAgain()
    this.meanwhile = true
  }

  /** @param {BeforeUnloadEvent} event */
  #warn = (event) => {
    if (this.phase !== 'ready') return
    const stored = away.typed(this.me.absence)
    const isTyped = Object.entries(this.away).some(([name, value]) => value !== stored[/** @type {keyof Away} */ (name)])
    const isChosen = this.chosen !== this.me.language || this.mail !== this.me.mail
    if (isTyped || isChosen) event.preventDefault()
  }
}
