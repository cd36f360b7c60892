import {html, nothing} from 'lit'

import {get} from '../api.js'
import {languageName} from '../dates.js'
import {Element} from '../element.js'
import {isSecondOfDouble} from '../elements/forms.js'
import {labels} from '../elements/register-words.js'
import {announce} from '../page.js'
import {language as pageLanguage, pageUrl, t, tn} from '../texts.js'

/** @typedef {import('../types.js').Register} Register */

/**
 * <imi-offers> shows public registers that may answer what a draft asks, the best first.
 *
 * Where there is none, or they cannot be read, it shows nothing. It sends `looked-up`, with the
 * register and whether the answer stands there.
 */
export class OffersElement extends Element {
  static properties = {
    area: {},
    country: {},
    codes: {},
    missed: {attribute: false},
    ends: {attribute: false},
    items: {state: true},
    chosen: {state: true},
  }

  constructor() {
    super()
    this.area = ''
    /** ISO code of the country that is asked. */
    this.country = ''
    /** Codes of the questions that the draft has as it is stored. */
    this.codes = ''
    /** @type {ReadonlySet<string>} ids of registers that did not answer */
    this.missed = new Set()
    /** Whether the draft can be deleted, should a register answer. */
    this.ends = true
    /** @type {Register[]} */
    this.items = []
    /** @type {Register | null} where the answer was found, while that is to be confirmed */
    this.chosen = null
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    // The buttons are gone on which the focus was.
    const former = /** @type {ReadonlySet<string> | undefined} */ (changed.get('missed'))
    const added = former && [...this.missed].find((id) => !former.has(id))
    if (!added) return
    announce(t('It did not answer. Go on with your request.'))
    document.getElementById(`missed-${added}`)?.focus()
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!['area', 'country', 'codes'].some((name) => changed.has(name))) return
    if (this.area && this.country && this.codes) void this.read()
    else this.items = []
  }

  async read() {
    const {area, country, codes} = this
    const query = {area, country, questions: codes.split(' ').join(',')}
    const items = await get('/registers', {query})
      .then(({body}) => body.items)
      .catch(() => [])
    if (area !== this.area || country !== this.country || codes !== this.codes) return
    if (items.length && !this.items.length) {
      announce(tn('{count} public register may answer this', '{count} public registers may answer this', items.length))
    }
    this.items = items
  }

  render() {
    const {items} = this
    if (!items.length) return nothing
    return html`<section class="imi-offers imi-stack imi-stack--tight" aria-labelledby="offers">
        <h3 class="imi-h3" id="offers">
          ${tn('{count} public register may answer this', '{count} public registers may answer this', items.length)}
        </h3>
        <p>${t('Look there first: you know at once, and spare a colleague work.')}</p>
        <ul class="imi-offers__list">
          ${items.map((register) => html`<li class="imi-offer">${this.offer(register)}</li>`)}
        </ul>
      </section>
      ${this.dialog()}`
  }

  /** @param {Register} register */
  offer(register) {
    const {id, name, language, kind, url, answers, keys, languages, cost, confirmed_on, health, guidance, english_url, questions} = register
    return html`
      <p class="imi-offer__name">
        <a href=${url} target="_blank" rel="external noopener noreferrer"
          ><span lang=${language}>${name}</span><span class="ecl-u-sr-only"> ${t('(opens in a new tab)')}</span></a
        >
        ${confirmed_on ? nothing : html`<span class="imi-tag">${t('to be confirmed')}</span>`}
      </p>
      ${health?.state === 'unwell'
        ? html`<p class="imi-hint">${t('When it was last tried, the register did not answer.')}</p>`
        : nothing}
      <p class="imi-task__meta">
        <span>${kind.label}</span>
        <span>${tn('for {count} of your questions', 'for {count} of your questions', questions.length)}</span>
      </p>
      <details class="imi-details">
        <summary>${t('How to look something up')}</summary>
        <dl class="imi-facts">
          <dt>${t('What it answers')}</dt>
          <dd>${labels(answers)}</dd>
          <dt>${t('Search by')}</dt>
          <dd>${labels(keys)}</dd>
          <dt>${t('Languages of its pages')}</dt>
          <dd>${languages.map(({code}) => languageName(code)).join(', ')}</dd>
          <dt>${t('Cost')}</dt>
          <dd>${cost.label}</dd>
        </dl>
        ${guidance && guidance.language !== pageLanguage() ? html`<p class="imi-hint">${languageName(guidance.language)}</p>` : nothing}
        ${guidance ? html`<p class="imi-register__guidance" dir="auto" lang=${guidance.language}>${guidance.text}</p>` : nothing}
        ${english_url
          ? html`<p><a href=${english_url} target="_blank" rel="external noopener noreferrer">${t('Page in English')}<span class="ecl-u-sr-only"> ${t('(opens in a new tab)')}</span></a></p>`
          : nothing}
        <p><a href=${pageUrl('registers/entry/', {id})} target="_blank">${t('More about this register')}<span class="ecl-u-sr-only"> ${t('(opens in a new tab)')}</span></a></p>
      </details>
      ${this.outcome(register)}
    `
  }

  /** @param {Register} register */
  outcome(register) {
    if (this.missed.has(register.id)) {
      return html`<p class="imi-hint" id="missed-${register.id}" tabindex="-1">${t('It did not answer. Go on with your request.')}</p>`
    }
    const about = html`<span class="ecl-u-sr-only">: ${register.name}</span>`
    return html`<div class="imi-buttons">
      ${this.ends
        ? html`<button
            class="ecl-button ecl-button--secondary"
            type="button"
            @click=${() => this.ask(register)}
          >
            ${t('I found it there')}${about}
          </button>`
        : nothing}
      <button
        class="ecl-button ecl-button--tertiary"
        type="button"
        @click=${() => this.tell(register, false)}
      >
        ${t('It did not answer')}${about}
      </button>
    </div>`
  }

  dialog() {
    return html`<dialog class="imi-dialog" aria-labelledby="spared-title" aria-describedby="spared-text">
      <h2 class="imi-h2" id="spared-title">${t('No request needed?')}</h2>
      <p id="spared-text">
        ${t('The draft is deleted, which cannot be undone. It is counted that the register has spared a request.')}
      </p>
      <div class="imi-buttons">
        <button
          class="ecl-button ecl-button--secondary imi-button--danger"
          type="button"
          @click=${this.confirm}
        >
          ${t('Delete draft')}
        </button>
        <button class="ecl-button ecl-button--secondary" type="button" autofocus @click=${this.close}>
          ${t('Keep draft')}
        </button>
      </div>
    </dialog>`
  }

  /** @param {Register} register */
  async ask(register) {
    this.chosen = register
    await this.updateComplete
    this.dialogElement.showModal()
  }

  get dialogElement() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'))
  }

  close() {
    this.dialogElement.close()
  }

  /** @param {MouseEvent} event */
  confirm(event) {
    if (isSecondOfDouble(event)) return
    this.close()
    if (this.chosen) this.tell(this.chosen, true)
  }

  /**
   * @param {Register} register
   * @param {boolean} found
   */
  tell(register, found) {
    this.dispatchEvent(new CustomEvent('looked-up', {detail: {register, found}, bubbles: true}))
  }
}
