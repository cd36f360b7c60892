/** @import {CareElement} from './imi-care.js' */

import {html, nothing} from 'lit'

import {newKey, post} from '../api.js'
import {tag} from '../authority/words.js'
import {loadConfig} from '../config.js'
import {countryName} from '../dates.js'
import {submitButton} from '../elements/forms.js'
import {Page} from '../page.js'
import {ProblemError} from '../problems.js'
import {language, pageUrl, t} from '../texts.js'
import {bodyOf, emptyEntry, lacking} from './entry.js'
import {entryFields} from './entry-fields.js'
import {coordinatedAreas} from './rights.js'

/** @typedef {import('./entry.js').Entry} Entry */
/** @typedef {{detail: string, authority: string}} Duplicate */

/**
 * <imi-register> registers an authority. Where it may be registered already, that
 * is shown, and the official says deliberately that it is another one.
 */
export class RegisterElement extends Page {
  static properties = {
    care: {attribute: false},
    duplicates: {state: true},
    done: {state: true},
  }

  constructor() {
    super()
    /** @type {CareElement} */
    this.care
    /** @type {Duplicate[]} shown and not decided on */
    this.duplicates = []
    /** @type {string[]} ids of those that were decided on: other authorities */
    this.despite = []
    /** @type {import('../types.js').AuthorityRecord | null} */
    this.done = null
    this.languages = [language()]
    /** What was sent last, and the key of that act. */
    this.sent = {text: '', key: ''}
  }

  async reload() {
    await super.reload()
    if (this.care.moved) await this.focusOn('#step')
  }

  async load() {
    const config = await loadConfig().catch(() => null)
    this.languages = config?.languages ?? this.languages
    this.care.entry = {...emptyEntry(this.care.own.language), ...this.care.entry}
  }

  /** @returns {Entry} */
  get entry() {
    return /** @type {Entry} */ (this.care.entry)
  }

  get areas() {
    const own = coordinatedAreas(this.care.own)
    return this.care.areas.filter(({code}) => this.care.isNational || own.includes(code))
  }

  /** @param {Partial<Entry>} fields */
  write(fields) {
    Object.assign(this.entry, fields)
    if ('name' in fields || 'city' in fields) this.forgetDuplicates()
    this.requestUpdate()
  }

  forgetDuplicates() {
    this.duplicates = []
    this.despite = []
  }

  /** @param {Event} event */
  async submit(event) {
    event.preventDefault()
    const errors = lacking(this.entry, language())
    if (errors.length) return this.showErrors(errors)
    await this.send()
  }

  /** It is none of those shown. */
  async insist() {
    this.despite = [...this.despite, ...this.duplicates.map(({authority}) => authority)]
    await this.send()
  }

  async reconsider() {
    this.forgetDuplicates()
    await this.focusOn('#name')
  }

  giveUp() {
    this.forgetDuplicates()
    this.care.entry = {}
    this.announce(t('Nothing was registered.'))
    location.hash = '#overview'
  }

  async send() {
    const body = bodyOf(this.entry, this.care.own.country, this.despite)
    const text = JSON.stringify(body)
    if (text !== this.sent.text) this.sent = {text, key: newKey()}
    await this.attempt(async () => {
      /** @type {import('../types.js').AuthorityRecord} */
      let made
      try {
        made = (await post('/authorities', body, {key: this.sent.key})).body
      } catch (error) {
        if (!isDuplicate(error)) throw error
        this.duplicates = error.problem.errors
        return this.focusOn('#duplicates')
      }
      this.forgetDuplicates()
      this.care.entry = {}
      this.done = made
      this.announce(doneText(made))
      this.dispatchEvent(new Event('authority-registered', {bubbles: true}))
      await this.focusOn('#step')
    })
  }

  async another() {
    this.care.entry = emptyEntry(this.care.own.language)
    this.done = null
    await this.focusOn('#name')
  }

  content() {
    return this.done ? this.registered(this.done) : this.form()
  }

  form() {
    return html`<div class="imi-stack">
      ${this.problems()}
      <form class="imi-form" novalidate aria-labelledby="step" @submit=${this.submit}>
        <h2 class="imi-h2" id="step" tabindex="-1">${t('Register an authority')}</h2>
        <p>${t('Country')}: <strong>${countryName(this.care.own.country)}</strong></p>
        ${entryFields(this)} ${this.duplicates.length ? this.decision() : nothing}
        ${this.duplicates.length
          ? nothing
          : html`<div class="imi-buttons">
              ${submitButton(this, this.entry.invites ? t('Send the invitation') : t('Register the authority'))}
            </div>`}
      </form>
    </div>`
  }

  decision() {
    return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="duplicates">
      <h3 class="imi-h3" id="duplicates" tabindex="-1">${t('This authority may be registered already')}</h3>
      <ul>
        ${this.duplicates.map(
          ({detail, authority}) =>
            html`<li>
              ${detail} <a href=${pageUrl('workspace/authority/', {id: authority})} target="_blank"
                >${t('Look at it in a new window')}</a
              >
            </li>`,
        )}
      </ul>
      <div class="imi-buttons">
        <button
          class="ecl-button ecl-button--primary"
          type="button"
          aria-busy=${this.busy ? 'true' : nothing}
          @click=${this.insist}
        >
          ${t('It is another authority: register it')}
        </button>
        <button class="ecl-button ecl-button--secondary" type="button" @click=${this.reconsider}>
          ${t('Change what I typed')}
        </button>
        <button class="ecl-button ecl-button--secondary" type="button" @click=${this.giveUp}>
          ${t('It is the same one: do not register it')}
        </button>
      </div>
    </section>`
  }

  /** @param {import('../types.js').AuthorityRecord} record */
  registered(record) {
    const {id, name, language: own, status, status_label} = record
    const invited = status === 'invited'
    return html`<div class="imi-panel">
        <h2 id="step" tabindex="-1">${doneText(record)}</h2>
        <p lang=${own}>${name}</p>
      </div>
      <p>${t('Status')}: ${tag(status, status_label)}</p>
      <p>
        ${invited
          ? t('It completes its record, brings in a second administrator and hands the record in. Then it stands among those to be validated.')
          : t('Now register its users: two administrators at least.')}
      </p>
      <div class="imi-buttons">
        ${invited
          ? nothing
          : html`<a class="ecl-button ecl-button--primary imi-button-link" href=${pageUrl('workspace/people/', {id})}
              >${t('Register its users')}</a
            >`}
        <a class="ecl-button ecl-button--secondary imi-button-link" href=${pageUrl('workspace/authority/', {id})}
          >${t('Go to the authority')}</a
        >
        <button class="ecl-button ecl-button--secondary" type="button" @click=${this.another}>
          ${t('Register another authority')}
        </button>
      </div>`
  }
}

/** @param {import('../types.js').AuthorityRecord} record */
function doneText({status}) {
  return status === 'invited' ? t('The authority is invited.') : t('The authority is registered.')
}

/**
 * @param {unknown} error
 * @returns {error is ProblemError}
 */
function isDuplicate(error) {
  if (!(error instanceof ProblemError) || error.status !== 409) return false
  const {errors} = error.problem
  return Boolean(errors?.length) && errors.every((/** @type {any} */ one) => one.authority)
}
