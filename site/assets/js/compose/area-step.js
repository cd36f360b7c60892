import {html, nothing} from 'lit'

import {fieldError} from '../elements/errors.js'
import {t} from '../texts.js'
import {Step} from './step.js'

/** <imi-area-step> asks for the legal area. */
export class AreaStepElement extends Step {
  static properties = {
    areas: {attribute: false},
    wasOut: {type: Boolean},
    chosen: {state: true},
  }

  constructor() {
    super()
    /** @type {import('./types.js').AreaSummary[]} those in which the official may send requests */
    this.areas = []
    /** Whether the draft was outside the authority before, so that it stays. */
    this.wasOut = false
    this.chosen = ''
  }

  /** Code of the chosen area; the only one counts as chosen. */
  get code() {
    const only = this.areas.length === 1 ? this.areas[0]?.code : ''
    return this.chosen || this.area?.code || only || ''
  }

  check() {
    return this.code ? [] : [{pointer: '/area', detail: t('Choose a legal area')}]
  }

  render() {
    if (!this.areas.length) {
      return html`<p class="imi-empty">
        ${t('You may not send requests in any legal area. Ask the administrator of your authority for this right.')}
      </p>`
    }
    return html`
      ${this.area
        ? html`<p class="imi-hint">
            ${this.wasOut
              ? t('If you choose another legal area, you begin a new request. This one stays among your drafts.')
              : t('If you choose another legal area, you choose authority and questions anew.')}
          </p>`
        : nothing}
      <fieldset class=${this.groupClass('/area')} id="area" aria-labelledby="step">
        ${fieldError(this.errors, '/area')}
        <div class="imi-choices">${this.areas.map((area) => this.choice(area))}</div>
      </fieldset>
    `
  }

  /** @param {import('./types.js').AreaSummary} area */
  choice({code, title, summary}) {
    return html`<label class="imi-choice">
      <input
        type="radio"
        name="area"
        value=${code}
        .checked=${code === this.code}
        @change=${() => (this.chosen = code)}
      />
      <span>${title} <small class="imi-hint">${summary}</small></span>
    </label>`
  }
}
