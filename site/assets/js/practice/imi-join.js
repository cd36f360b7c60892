import {html, nothing} from 'lit'

import {get, newKey, post} from '../api.js'
import {compareText, countryName} from '../dates.js'
import {authorityName} from '../elements/authority.js'
import {form, submitButton} from '../elements/forms.js'
import {Page} from '../page.js'
import {language, pageUrl, t} from '../texts.js'

/** @typedef {import('../types.js').AuthoritySummary} Authority */

/**
 * <imi-join> lets somebody with access to the training stage choose, at the first visit, for which invented authority to
 * practise.
 */
export class JoinElement extends Page {
  static properties = {country: {state: true}, authority: {state: true}, name: {state: true}}

  constructor() {
    super()
    /** @type {readonly Authority[]} */
    this.authorities = []
    this.country = ''
    this.authority = ''
    this.name = ''
    this.key = newKey()
  }

  async load() {
    const {body} = await get('/learners')
    this.authorities = body.items
  }

  async join() {
    const joined = await this.attempt(async () => {
      const {authority, name} = this
      await post('/learners', {authority, name, language: language()}, {key: this.key})
    })
    if (joined) location.assign(pageUrl('workspace/practice/'))
  }

  content() {
    return html`<div class="imi-stack imi-narrow">
      ${this.problems()}
      <p>${t('You can enter the training environment, and nobody knows you here yet. Choose an invented authority for which you practise.')}</p>
      ${form({
        id: 'join',
        heading: t('Choose an authority'),
        fields: html`${this.choice('country', t('Country'), t('Choose a country'), this.countries())}
          ${this.choice('authority', t('Authority'), t('Choose an authority'), this.offered())} ${this.nameField()}`,
        buttons: submitButton(this, t('Begin to practise')),
        submit: () => this.join(),
      })}
    </div>`
  }

  /** @returns {[string, unknown][]} */
  countries() {
    const codes = [...new Set(this.authorities.map(({country}) => country))]
    /** @type {[string, string][]} */
    const named = codes.map((code) => [code, countryName(code)])
    return named.sort((one, other) => compareText(one[1], other[1]))
  }

  /** @returns {[string, unknown][]} */
  offered() {
    return this.authorities
      .filter(({country}) => country === this.country)
      .map((each) => [each.id, each.title || each.name])
  }

  /**
   * @param {'country' | 'authority'} name
   * @param {string} label
   * @param {string} first said while nothing is chosen
   * @param {readonly [string, unknown][]} options
   */
  choice(name, label, first, options) {
    const error = this.errors.find(({pointer}) => pointer === `/${name}`)
    return html`<div class="ecl-form-group">
      <label class="ecl-form-label" for=${name}>${label}</label>
      ${error ? html`<p class="ecl-feedback-message" id="${name}-error">${error.detail}</p>` : nothing}
      <select
        class="ecl-select"
        id=${name}
        aria-describedby=${error ? `${name}-error` : nothing}
        aria-invalid=${error ? 'true' : nothing}
        @change=${(/** @type {Event} */ event) => this.choose(name, /** @type {HTMLSelectElement} */ (event.target).value)}
      >
        <option value="" ?selected=${!this[name]}>${first}</option>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === this[name]}>${text}</option>`)}
      </select>
    </div>`
  }

  /**
   * @param {'country' | 'authority'} name
   * @param {string} value
   */
  choose(name, value) {
    this[name] = value
    if (name === 'country') this.authority = ''
  }

  nameField() {
    const error = this.errors.find(({pointer}) => pointer === '/name')
    return html`<div class="ecl-form-group">
      <label class="ecl-form-label" for="name">${t('Your name, as others who practise see it')}</label>
      <p class="imi-hint" id="name-hint">${t('It may be invented.')}</p>
      ${error ? html`<p class="ecl-feedback-message" id="name-error">${error.detail}</p>` : nothing}
      <input
        class="ecl-text-input"
        id="name"
        autocomplete="off"
        maxlength="200"
        aria-describedby="name-hint ${error ? 'name-error' : ''}"
        aria-invalid=${error ? 'true' : nothing}
        .value=${this.name}
        @input=${(/** @type {Event} */ event) => (this.name = /** @type {HTMLInputElement} */ (event.target).value)}
      />
    </div>`
  }
}
