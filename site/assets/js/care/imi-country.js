/** @import {CareElement} from './imi-care.js' */

import {html, nothing} from 'lit'

import {get, patch} from '../api.js'
import {Edits} from '../authority/edits.js'
import {loadConfig} from '../config.js'
import {countryCode} from '../dates.js'
import {Page} from '../page.js'
import {ProblemError} from '../problems.js'
import {language, pageUrl, t} from '../texts.js'
import {conflicts} from './country-conflicts.js'
import {fieldsOf, patchOf} from './country-edits.js'
import {countryFields} from './country-fields.js'

/**
 * <imi-country> edits what the public is told of a country: its coordinator and
 * helpdesk, planned courses and news.
 */
export class CountryElement extends Page {
  static properties = {
    care: {attribute: false},
    saved: {state: true},
  }

  constructor() {
    super()
    /** @type {CareElement} */
    this.care
    this.saved = false
    /** @type {import('../types.js').CountryRecord} */
    this.record
    this.etag = ''
    this.languages = [language()]
  }

  get country() {
    return this.care.own.country
  }

  get editable() {
    return this.care.me.administrator
  }

  /** What is typed over what is stored; it outlives the form. */
  get edits() {
    return this.care.edits
  }

  async reload() {
    await super.reload()
    if (this.care.moved) await this.focusOn('#step')
  }

  async load() {
    const config = await loadConfig().catch(() => null)
    this.languages = config?.languages ?? this.languages
    await this.read()
  }

  async read() {
    this.take(await get(`/countries/${this.country}`))
  }

  /** @param {import('../api.js').Answer} answer */
  take({body, etag}) {
    this.record = body
    this.etag = etag || body.etag
    this.edits.rebase(fieldsOf(body))
    this.requestUpdate()
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  write(name, value) {
    this.saved = false
    this.edits.write(name, value)
    this.requestUpdate()
  }

  discard() {
    this.care.edits = new Edits(fieldsOf(this.record))
    this.clearErrors()
    this.requestUpdate()
    return this.focusOn('#step')
  }

  /**
   * @param {string} name
   * @param {'mine' | 'theirs'} choice
   */
  async settle(name, choice) {
    this.edits.settle(name, choice)
    this.requestUpdate()
    await this.focusOn(this.edits.conflicts.size ? '#conflict' : '#save')
  }

  /** @param {Event} event */
  async submit(event) {
    event.preventDefault()
    const unfinished = this.unfinished()
    if (unfinished.length) return this.showErrors(unfinished)
    if (this.edits.conflicts.size) return this.focusOn('#conflict')
    this.saved = false
    await this.attempt(async () => {
      try {
        this.take(await patch(`/countries/${this.country}`, patchOf(this.edits.typed), {etag: this.etag}))
      } catch (error) {
        if (!(error instanceof ProblemError && error.status === 412)) throw error
        await this.read()
        if (!this.edits.conflicts.size) throw error
        return this.focusOn('#conflict')
      }
      this.care.edits = new Edits(fieldsOf(this.record))
      this.saved = true
      this.announce(t('The changes are saved.'))
      await this.focusOn('#saved')
    })
  }

  /** Dates that are begun but are no dates; they stand on the screen alone. */
  unfinished() {
    const fields = /** @type {NodeListOf<import('../elements/date-field.js').DateField>} */ (
      this.querySelectorAll('imi-date-field')
    )
    return [...fields]
      .filter(({complete, isEmpty}) => isEmpty || !complete)
      .map(({pointer, label, isEmpty}) => ({
        pointer,
        detail: isEmpty
          ? t('Fill in: {field}', {field: label})
          : t('This is not a date, so it is not saved. Check day, month and year.'),
      }))
  }

  content() {
    return html`<div class="imi-stack">
      ${this.problems()} ${this.saved ? this.savedNotice() : nothing} ${conflicts(this)}
      <form class="imi-form" novalidate aria-labelledby="step" @submit=${this.submit}>
        <h2 class="imi-h2" id="step" tabindex="-1">${t('Contacts and news of your country')}</h2>
        <p>
          <strong>${this.record.name}</strong>.
          ${t('Everybody can read on the public page what stands here.')}
          <a href=${pageUrl('contacts/') + `#${countryCode(this.country)}`}>${t('See the public page')}</a>
        </p>
        ${this.editable ? nothing : html`<p>${t('Only administrators can change this.')}</p>`}
        <fieldset class="imi-fields" ?disabled=${!this.editable} aria-labelledby="step">
          ${countryFields(this)}
        </fieldset>
        ${this.editable ? this.buttons() : nothing}
      </form>
    </div>`
  }

  buttons() {
    return html`<div class="imi-buttons">
      <button
        class="ecl-button ecl-button--primary"
        id="save"
        type="submit"
        aria-disabled=${this.busy ? 'true' : nothing}
        aria-busy=${this.busy ? 'true' : nothing}
      >
        ${t('Save changes')}
      </button>
      ${this.edits.changed
        ? html`<button class="ecl-button ecl-button--secondary" type="button" @click=${this.discard}>
            ${t('Discard my changes')}
          </button>`
        : nothing}
    </div>`
  }

  savedNotice() {
    return html`<div class="ecl-notification ecl-notification--success" id="saved" tabindex="-1">
      <div class="ecl-notification__content">
        <div class="ecl-notification__title">${t('The changes are saved.')}</div>
        <div class="ecl-notification__description">
          ${t('The public page shows them within a minute.')}
          ${this.record.warnings.length
            ? t('Some titles are not there in every language yet; readers see another one meanwhile.')
            : nothing}
        </div>
      </div>
    </div>`
  }
}
