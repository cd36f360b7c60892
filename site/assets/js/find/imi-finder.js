import {html, nothing} from 'lit'
import {repeat} from 'lit/directives/repeat.js'

import {get} from '../api.js'
import {COUNTRIES} from '../compose/countries.js'
import {loadConfig} from '../config.js'
import {countryName, languageName} from '../dates.js'
import {Page} from '../page.js'
import {language, t, tn} from '../texts.js'
import {foundRow, named, nothingFound} from './found.js'
import {Hunt} from './hunt.js'
import {addressOf, readWish} from './wish.js'

/** @typedef {import('./wish.js').Wish} Wish */

const PAUSE_MS = 300

/**
 * <imi-finder> finds authorities by words in the reader's language, country, legal
 * area and language; the last three without words say who is competent there.
 *
 * The wish stands in the address, so that a search can be kept and sent on.
 */
export class FinderElement extends Page {
  static properties = {
    areas: {state: true},
    languages: {state: true},
  }

  constructor() {
    super()
    this.hunt = new Hunt(() => this.requestUpdate())
    /** @type {import('../types.js').Area[]} */
    this.areas = []
    this.languages = [language()]
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined
  }

  connectedCallback() {
    super.connectedCallback()
    window.addEventListener('popstate', this.goBack)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    window.removeEventListener('popstate', this.goBack)
    clearTimeout(this.timer)
  }

  async load() {
    const config = loadConfig().catch(() => ({languages: this.languages}))
    const [areas, {languages}] = await Promise.all([
      get('/areas', {query: {limit: 100}}),
      config,
      this.hunt.search(this.wish),
    ])
    this.areas = areas.body.items
    this.languages = languages
  }

  get wish() {
    return readWish(location.search)
  }

  /** The address has changed under the form: fill it in anew. */
  goBack = () => {
    for (const [name, value] of Object.entries(this.wish)) {
      const field = this.querySelector(`#find-${name}`)
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value
    }
    return this.search()
  }

  /**
   * @param {Partial<Wish>} changes
   * @param {{typing?: boolean}} [how] typing: leave no step to go back to
   */
  keep(changes, {typing = false} = {}) {
    const address = addressOf({...this.wish, ...changes})
    if (typing) history.replaceState(null, '', address)
    else history.pushState(null, '', address)
  }

  async search({more = false} = {}) {
    clearTimeout(this.timer)
    this.clearErrors()
    const before = more ? (this.hunt.found?.length ?? 0) : 0
    try {
      if (!(await this.hunt.search(this.wish, {more}))) return
      this.announce(this.summary())
      const next = this.hunt.found?.[before]
      if (more) await this.focusOn(next ? `[data-id="${next.id}"]` : '#found')
    } catch (error) {
      await this.showProblem(error)
    }
  }

  /** @param {Event & {target: HTMLInputElement}} event */
  typeWords({target}) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.keep({q: target.value.trim()}, {typing: true})
      void this.search()
    }, PAUSE_MS)
  }

  /** @param {Event} event */
  choose(event) {
    const {name, value} = /** @type {HTMLSelectElement} */ (event.target)
    this.keep({[name]: value})
    void this.search()
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault()
    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget))
    this.keep({q: String(form.get('q')).trim()}, {typing: true})
    await this.search()
    if (this.hunt.found) await this.focusOn('#found')
  }

  /** @param {Partial<Wish>} changes */
  async loosen(changes) {
    this.keep(changes)
    await this.goBack()
    await this.focusOn('#found')
  }

  content() {
    return html`<div class="imi-stack">${this.problems()} ${this.form()} ${this.results()}</div>`
  }

  form() {
    const {q, country, area, language: understood} = this.wish
    return html`<form class="imi-filter" role="search" aria-labelledby="title" @submit=${this.submit}>
      <div class="ecl-form-group imi-filter__wide">
        <label class="ecl-form-label" for="find-q">${t('Name, city or task')}</label>
        <div class="ecl-help-block" id="find-hint">
          ${t('In your own language; a few letters are enough.')}
        </div>
        <input
          class="ecl-text-input ecl-text-input--m"
          id="find-q"
          name="q"
          type="search"
          autocomplete="off"
          aria-describedby="find-hint"
          .value=${q}
          @input=${this.typeWords}
        />
      </div>
      ${this.select('area', t('Legal area'), area, t('All'), this.areas.map(({code, title}) => [code, title]))}
      ${this.select('country', t('Country'), country, t('All countries'), named(COUNTRIES, countryName))}
      ${this.select('language', t('Language understood'), understood, t('All'), named(this.languages, languageName))}
      <button
        class="ecl-button ecl-button--primary"
        type="submit"
        aria-busy=${this.hunt.looking ? 'true' : nothing}
      >
        ${t('Search')}
      </button>
    </form>`
  }

  /**
   * @param {keyof Wish} name
   * @param {string} label
   * @param {string} chosen
   * @param {string} all what no choice means
   * @param {string[][]} options value and text
   */
  select(name, label, chosen, all, options) {
    return html`<div class="ecl-form-group">
      <label class="ecl-form-label" for="find-${name}">${label}</label>
      <div class="ecl-select__container ecl-select__container--m">
        <select class="ecl-select" id="find-${name}" name=${name} @change=${this.choose}>
          ${[['', all], ...options].map(
            ([value, text]) => html`<option value=${value ?? ''} ?selected=${value === chosen}>${text}</option>`,
          )}
        </select>
      </div>
    </div>`
  }

  results() {
    const {found, next, looking, warnings} = this.hunt
    if (!found) return looking ? loading() : hint()
    if (looking && !found.length) return loading()
    return html`${warnings.map(
        ({detail}) =>
          html`<div class="ecl-notification ecl-notification--warning">
            <div class="ecl-notification__content">
              <div class="ecl-notification__description">${detail}</div>
            </div>
          </div>`,
      )}
      <section class="imi-stack imi-stack--tight" aria-labelledby="found" aria-busy=${looking ? 'true' : nothing}>
        <h2 class="imi-h2" id="found" tabindex="-1">${this.summary()}</h2>
        ${found.length || next
          ? html`<ul class="imi-tasks">
              ${repeat(found, ({id}) => id, (one) => foundRow(one, (code) => this.areaTitle(code)))}
            </ul>`
          : nothingFound(this.wish, (changes) => this.loosen(changes))}
      </section>
      ${next ? this.moreButton() : nothing}`
  }

  moreButton() {
    return html`<div class="imi-buttons">
      <button
        class="ecl-button ecl-button--secondary"
        type="button"
        aria-busy=${this.hunt.looking ? 'true' : nothing}
        @click=${() => this.search({more: true})}
      >
        ${t('Show more')}
      </button>
    </div>`
  }

  summary() {
    const count = this.hunt.found?.length ?? 0
    return this.hunt.next
      ? tn('{count} authority shown; there are more', '{count} authorities shown; there are more', count)
      : tn('{count} authority found', '{count} authorities found', count)
  }

  /** @param {string} code */
  areaTitle(code) {
    return this.areas.find((area) => area.code === code)?.title ?? code
  }
}

function loading() {
  return html`<p class="imi-loading">${t('Loading…')}</p>`
}

function hint() {
  return html`<p class="imi-empty">
    ${t('Type what you know of the authority. Or choose a legal area and a country, and you see who is competent there.')}
  </p>`
}
