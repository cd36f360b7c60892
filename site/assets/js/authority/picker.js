import {html, nothing} from 'lit'
import {repeat} from 'lit/directives/repeat.js'

import {get} from '../api.js'
import {Element} from '../element.js'
import {authorityName} from '../elements/authority.js'
import {errorAt, fieldError, fieldId} from '../elements/errors.js'
import {SHORTEST_SEARCH, Typing} from '../elements/typing.js'
import {announce} from '../page.js'
import {pages} from '../pages.js'
import {t, tn} from '../texts.js'

/** @typedef {import('../types.js').AuthoritySummary} AuthoritySummary */

/**
 * <imi-authority-picker> finds authorities, of one country or with access to one legal area if
 * these are named; a `picked` event tells which are chosen.
 */
export class PickerElement extends Element {
  static properties = {
    label: {},
    hint: {},
    pointer: {},
    country: {},
    area: {},
    single: {type: Boolean},
    chosen: {attribute: false},
    but: {attribute: false},
    errors: {attribute: false},
    words: {state: true},
    found: {state: true},
    trouble: {state: true},
  }

  constructor() {
    super()
    this.label = this.hint = this.pointer = this.country = this.area = this.words = this.trouble = ''
    this.single = false
    /** @type {AuthoritySummary[]} */
    this.chosen = []
    /** @type {string[]} ids of those that are not offered */
    this.but = []
    /** @type {import('../problems.js').FieldProblem[]} */
    this.errors = []
    /** @type {(AuthoritySummary & {city?: string})[] | null} */
    this.found = null
    this.searches = 0
    this.typing = new Typing(() => this.search())
  }

  get key() {
    return fieldId(this.pointer)
  }

  render() {
    const {key, errors, pointer} = this
    const nested = errors.filter((error) => error.pointer.startsWith(`${pointer}/`))
    const wrong = nested.length || errorAt(errors, pointer)
    return html`<fieldset class="ecl-form-group ${wrong ? 'imi-group--error' : ''}" id=${key}>
      <legend class="ecl-form-label">${this.label}</legend>
      ${this.hint ? html`<div class="ecl-help-block">${this.hint}</div>` : nothing} ${fieldError(errors, pointer)}
      ${nested.map((error) => html`<div id=${fieldId(error.pointer)} tabindex="-1">${fieldError(errors, error.pointer)}</div>`)}
      ${this.chosen.length ? this.list() : html`<p class="imi-hint">${t('None chosen yet')}</p>`}
      ${this.single && this.chosen.length ? nothing : this.finder()}
    </fieldset>`
  }

  list() {
    return html`<ul class="imi-list">
      ${repeat(
        this.chosen,
        ({id}) => id,
        (one) => html`<li class="imi-list__item">
          <span>${authorityName(one)}</span>
          <span>
            <button class="ecl-button ecl-button--secondary" type="button" @click=${() => this.drop(one)}>
              ${this.single ? t('Choose another') : t('Remove')} <span class="ecl-u-sr-only">${one.title}</span>
            </button>
          </span>
        </li>`,
      )}
    </ul>`
  }

  finder() {
    const id = `${this.key}-words`
    return html`<label class="imi-date__label" for=${id}>${t('Name or city')}</label>
      <input
        class="ecl-text-input ecl-text-input--m"
        id=${id}
        type="search"
        autocomplete="off"
        .value=${this.words}
        @input=${this.type}
        @keydown=${this.typing.enter}
      />
      ${this.trouble ? html`<p>${this.trouble}</p>` : nothing}
      ${this.found
        ? html`<ul class="imi-list">
            ${this.found.map((one) => this.row(one))}
          </ul>`
        : nothing}
      ${this.found?.length === 0 ? html`<p class="imi-hint">${t('No authority was found.')}</p>` : nothing}`
  }

  /** @param {AuthoritySummary & {city?: string}} one */
  row(one) {
    return html`<li class="imi-list__item">
      <span>
        ${authorityName(one)}
        <small class="imi-hint"><span lang=${one.language}>${one.name}</span>${one.city ? `, ${one.city}` : ''}</small>
      </span>
      <span>
        <button class="ecl-button ecl-button--secondary" type="button" @click=${() => this.pick(one)}>
          ${t('Choose')} <span class="ecl-u-sr-only">${one.title}</span>
        </button>
      </span>
    </li>`
  }

  /** @param {AuthoritySummary} one */
  pick(one) {
    this.words = ''
    this.found = null
    void this.tell([...(this.single ? [] : this.chosen), one])
    announce(t('Chosen: {name}', {name: one.title || one.name}))
  }

  /** @param {AuthoritySummary} one */
  drop(one) {
    void this.tell(this.chosen.filter(({id}) => id !== one.id))
    announce(t('Removed: {name}', {name: one.title || one.name}))
  }

  /** @param {AuthoritySummary[]} chosen */
  async tell(chosen) {
    this.chosen = chosen
    this.dispatchEvent(new CustomEvent('picked', {detail: chosen}))
    await this.updateComplete
    /** @type {HTMLElement | null} */
    const next = this.querySelector('input, button')
    next?.focus()
  }

  /** @param {Event} event */
  type(event) {
    this.words = /** @type {HTMLInputElement} */ (event.target).value
    this.typing.goesOn()
  }

  async search() {
    this.typing.ends()
    const q = this.words.trim()
    const search = (this.searches += 1)
    this.trouble = ''
    if (q.length < SHORTEST_SEARCH) {
      this.found = null
      return
    }
    try {
      const read = async (/** @type {string | null} */ cursor) =>
        (await get('/authorities', {query: {q, country: this.country, area: this.area, limit: 20, cursor}})).body
      for await (const {items} of pages(read)) {
        if (search !== this.searches) return
        const out = new Set([...this.but, ...this.chosen.map(({id}) => id)])
        this.found = /** @type {AuthoritySummary[]} */ (items).filter(({id}) => !out.has(id))
      }
      const count = this.found?.length ?? 0
      announce(tn('{count} authority found', '{count} authorities found', count))
    } catch (error) {
      if (search === this.searches) this.trouble = error instanceof Error ? error.message : ''
    }
  }
}
