import {html, nothing} from 'lit'
import {repeat} from 'lit/directives/repeat.js'

import {get} from '../api.js'
import {compareText, countryName, languageName} from '../dates.js'
import {fieldError} from '../elements/errors.js'
import {SHORTEST_SEARCH, Typing} from '../elements/typing.js'
import {announce} from '../page.js'
import {pages} from '../pages.js'
import {t, tn} from '../texts.js'
import {COUNTRIES} from './countries.js'
import {Step} from './step.js'

/** @typedef {import('./types.js').Authority} Authority */

/** <imi-authority-step> finds the authority that is asked, by country and by words. */
export class AuthorityStepElement extends Step {
  static properties = {
    me: {attribute: false},
    chosen: {attribute: false},
    country: {state: true},
    words: {state: true},
    found: {state: true},
    next: {state: true},
    warnings: {state: true},
    looking: {state: true},
    trouble: {state: true},
  }

  constructor() {
    super()
    /** @type {import('./types.js').Me} */
    this.me
    /** @type {Authority | null} the one that the draft names */
    this.chosen = null
    this.country = ''
    this.words = ''
    /** @type {Authority[] | null} null until something was looked for */
    this.found = null
    /** @type {string | null} cursor of what else there is */
    this.next = null
    /** @type {import('../types.js').Fault[]} what keeps the list from being as good as it could be */
    this.warnings = []
    /** Whether an answer is on its way. */
    this.looking = false
    this.trouble = ''
    this.searches = 0
    this.typing = new Typing(() => this.search())
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('area') && this.area) this.startAgain()
  }

  check() {
    return this.draft.asked ? [] : [{pointer: '/asked', detail: t('Choose an authority')}]
  }

  render() {
    return html`
      <div class="imi-filter" role="search" aria-labelledby="step">
        <div class="ecl-form-group">
          <label class="ecl-form-label" for="country">${t('Country')}</label>
          <div class="ecl-select__container ecl-select__container--m">
            <select class="ecl-select" id="country" @change=${this.chooseCountry}>
              <option value="" ?selected=${!this.country}>${t('All countries')}</option>
              ${countries().map(
                ({code, name}) =>
                  html`<option value=${code} ?selected=${code === this.country}>${name}</option>`,
              )}
            </select>
          </div>
        </div>
        <div class="ecl-form-group">
          <label class="ecl-form-label" for="words">${t('Name or city')}</label>
          <input
            class="ecl-text-input ecl-text-input--m"
            id="words"
            type="search"
            autocomplete="off"
            .value=${this.words}
            @input=${this.typeWords}
            @keydown=${this.typing.enter}
          />
        </div>
      </div>
      <fieldset class=${this.groupClass('/asked')} id="asked">
        <legend class="ecl-form-label">${t('Authority')}</legend>
        ${fieldError(this.errors, '/asked')} ${this.results()}
      </fieldset>
    `
  }

  results() {
    const shown = this.shown()
    return html`
      ${this.warnings.map(({detail}) => html`<p class="imi-hint">${detail}</p>`)}
      <div class="imi-choices">${repeat(shown, ({id}) => id, (one) => this.choice(one))}</div>
      ${this.trouble ? html`<p class="imi-empty">${this.trouble}</p>` : this.remarks()}
      ${this.next && (shown.length || !this.looking)
        ? html`<button class="ecl-button ecl-button--secondary" type="button" @click=${this.more}>
            ${t('Show more')}
          </button>`
        : nothing}
    `
  }

  remarks() {
    if (!this.found && this.country) return nothing // the answer is on its way
    if (!this.found) {
      return html`<p class="imi-hint">${t('Choose a country or type a name or a city.')}</p>`
    }
    if (this.found.length) return nothing
    if (this.next) return this.looking ? html`<p class="imi-loading">${t('Loading…')}</p>` : nothing
    return html`<p class="imi-empty">
      ${t('No authority was found for this legal area. Try another country or fewer letters, or ask your national IMI coordinator which authority is competent.')}
    </p>`
  }

  /** @param {Authority} authority */
  choice(authority) {
    const place = [authority.city, countryName(authority.country)].filter(Boolean).join(', ')
    const languages = (authority.languages ?? []).map(languageName).join(', ')
    return html`<label class="imi-choice">
      <input
        type="radio"
        name="asked"
        value=${authority.id}
        .checked=${authority.id === this.draft.asked}
        @change=${() => this.choose(authority)}
      />
      <span>
        ${authority.title}
        <small class="imi-hint"><span lang=${authority.language ?? nothing}>${authority.name}</span></small>
        <small class="imi-hint">${place}</small>
        ${languages
          ? html`<small class="imi-hint">${t('Understands: {languages}', {languages})}</small>`
          : nothing}
      </span>
    </label>`
  }

  /** Those found, and in front the chosen one if it is not among them. */
  shown() {
    const found = this.found ?? /** @type {Authority[]} */ ([])
    const {chosen} = this
    if (!chosen || chosen.id !== this.draft.asked) return found
    return found.some(({id}) => id === chosen.id) ? found : [chosen, ...found]
  }

  /** @param {Authority} authority */
  choose(authority) {
    this.dispatchEvent(new CustomEvent('authority-chosen', {detail: authority, bubbles: true}))
    this.write({asked: authority.id})
  }

  startAgain() {
    this.country ||= this.chosen?.country ?? ''
    this.found = null
    void this.search()
  }

  /** @param {Event & {target: HTMLSelectElement}} event */
  chooseCountry({target}) {
    this.country = target.value
    void this.search()
  }

  /** @param {Event & {target: HTMLInputElement}} event */
  typeWords({target}) {
    this.words = target.value
    this.typing.goesOn()
  }

  more() {
    return this.search(this.next)
  }

  /** @param {string | null} [cursor] */
  async search(cursor = null) {
    this.typing.ends()
    const q = this.words.trim()
    const search = (this.searches += 1)
    if (!this.country && q.length < SHORTEST_SEARCH) {
      this.found = null
      this.next = null
      this.looking = false
      return
    }
    this.looking = true
    const before = (cursor && this.found) || []
    try {
      for await (const {items, next, warnings} of pages((from) => this.read(q, from), cursor)) {
        if (search !== this.searches) return
        this.found = [...before, ...items]
        this.next = next
        this.warnings = warnings
        this.trouble = ''
      }
      const count = this.found?.length ?? 0
      if (count || !this.next) announce(tn('{count} authority found', '{count} authorities found', count))
    } catch (error) {
      if (search === this.searches) this.trouble = error instanceof Error ? error.message : ''
    } finally {
      if (search === this.searches) this.looking = false
    }
  }

  /**
   * Return a page of the authorities that can be asked: all but the official's own.
   *
   * @param {string} q
   * @param {string | null} cursor
   * @returns {Promise<{items: Authority[], next: string | null, warnings: import('../types.js').Fault[]}>}
   */
  async read(q, cursor) {
    const query = {area: this.area.code, country: this.country, q, limit: 50, cursor}
    const {items, ...rest} = (await get('/authorities', {query})).body
    return {items: items.filter((/** @type {Authority} */ {id}) => id !== this.me.authority.id), ...rest}
  }
}

function countries() {
  const named = COUNTRIES.map((code) => ({code, name: countryName(code)}))
  return named.sort((one, other) => compareText(one.name, other.name))
}
