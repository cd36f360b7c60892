import {html, nothing} from 'lit'

import {Element} from '../element.js'
import {describedBy, fieldError, fieldId, invalid} from '../elements/errors.js'
import {t} from '../texts.js'
import {WITHDRAWAL} from './endings.js'

/**
 * <imi-withdraw-draft> takes a draft back that was outside the authority before.
 *
 * A `withdraw-draft` event tells the reason. What is typed stays when that fails.
 */
export class WithdrawDraftElement extends Element {
  static properties = {
    label: {},
    language: {},
    errors: {attribute: false},
    busy: {type: Boolean},
  }

  constructor() {
    super()
    /** What the API calls the step. */
    this.label = ''
    /** Language in which the official writes. */
    this.language = ''
    /** @type {import('./pointers.js').FieldError[]} */
    this.errors = []
    this.busy = false
  }

  render() {
    const id = fieldId(WITHDRAWAL)
    const wrong = invalid(this.errors, WITHDRAWAL) === 'true'
    return html`<details class="imi-details">
      <summary>${t('Withdraw the request')}</summary>
      <form class="imi-form" novalidate @submit=${this.submit}>
        <p>${t('This request has been outside your authority, so it can no longer be deleted. You can withdraw it with a reason.')}</p>
        <div class="ecl-form-group ${wrong ? 'imi-group--error' : ''}">
          <label class="ecl-form-label" for=${id}>${t('Reason for the withdrawal')}</label>
          <div class="ecl-help-block" id="${id}-hint">${t('Write no names and no personal data.')}</div>
          ${fieldError(this.errors, WITHDRAWAL)}
          <textarea
            class="ecl-text-area ecl-text-area--l"
            id=${id}
            name="reason"
            rows="4"
            dir="auto"
            lang=${this.language}
            aria-describedby=${describedBy(this.errors, WITHDRAWAL, `${id}-hint`)}
            aria-invalid=${invalid(this.errors, WITHDRAWAL)}
          ></textarea>
        </div>
        <p><strong>${t('This cannot be undone.')}</strong></p>
        <div class="imi-buttons">
          <button
            class="ecl-button ecl-button--secondary imi-button--danger"
            type="submit"
            aria-disabled=${this.busy ? 'true' : nothing}
            aria-busy=${this.busy ? 'true' : nothing}
          >
            ${this.label}
          </button>
        </div>
      </form>
    </details>`
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault()
    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget))
    const detail = String(form.get('reason')).trim()
    this.dispatchEvent(new CustomEvent('withdraw-draft', {detail, bubbles: true}))
  }
}
