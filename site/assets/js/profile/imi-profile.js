/** @import {Absence, Me, Official} from '../types.js' */

import {html, nothing} from 'lit'

import {ProblemError, get, patch, post} from '../api.js'
import {loadConfig} from '../config.js'
import {askAgain, changeMe, loadMe} from '../me.js'
import {Page} from '../page.js'
import {language, t} from '../texts.js'
import {actingFor} from './acting-for.js'
import * as away from './away.js'
import {entry} from './entry.js'
import {languageForm, otherLanguage} from './language.js'

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
    /** @type {Away} */
    this.away = away.nothingYet()
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

  async load() {
    const me = await loadMe()
    const [team, areas, config] = await Promise.all([
      get(`/authorities/${encodeURIComponent(me.authority.id)}/officials`),
      get('/areas', {query: {limit: 100}}),
      loadConfig().catch(() => null),
    ])
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
    this.away = away.typed(me.absence)
  }

  content() {
    return html`<div class="imi-stack">
      ${this.problems()} ${this.#confirmation()} ${this.meanwhile ? this.#stored() : nothing}
      ${entry(this)} ${languageForm(this)} ${away.form(this)} ${actingFor(this)}
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
    const typed = this.away
    const saved = await this.#save({language: this.chosen}, t('Your language is saved.'))
    if (saved) this.type(typed)
  }

  async saveAway() {
    const errors = away.check(this.away)
    if (errors.length) {
      this.done = ''
      return this.showErrors(errors)
    }
    const {chosen} = this
    const saved = await this.#save({absence: this.away}, t('Saved. Your colleague gets the e-mails while you are away.'))
    if (saved) this.choose(chosen)
  }

  async endAbsence() {
    const {chosen} = this
    const saved = await this.#save({absence: null}, t('Saved. You are no longer away.'))
    if (saved) this.choose(chosen)
  }

  /** @param {string} code */
  choose(code) {
    this.chosen = code
    this.requestUpdate()
  }

  /**
   * @param {{language?: string, absence?: Away | null}} change
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
    if (isTyped || this.chosen !== this.me.language) event.preventDefault()
  }
}
