import {html, nothing} from 'lit'

import {partOrder, partsOf, readDate, splitDate} from '../date-reading.js'
import {formatDate} from '../dates.js'
import {Element} from '../element.js'
import {t} from '../texts.js'
import {describedBy, fieldError, fieldId, invalid} from './errors.js'

/** @typedef {import('../date-reading.js').Part} Part */

/**
 * <imi-date-field> asks for a date in three fields and says what it understood.
 *
 * `value` is an ISO date or ''. A `change` event tells of each new value, its
 * target being this element. A whole date may be pasted into any field.
 */
export class DateField extends Element {
  static properties = {
    value: {},
    pointer: {},
    label: {},
    hint: {},
    optional: {type: Boolean},
    past: {type: Boolean},
    errors: {attribute: false},
    typed: {state: true},
  }

  constructor() {
    super()
    this.value = ''
    this.pointer = ''
    this.label = ''
    this.hint = ''
    this.optional = false
    /** Dates to come make no sense here, as with a date of birth. */
    this.past = false
    /** @type {import('./errors.js').FieldProblem[]} */
    this.errors = []
    this.typed = partsOf('')
  }

  /** Whether the fields are empty or hold a date. */
  get complete() {
    return this.isEmpty || readDate(this.typed, this) !== ''
  }

  get isEmpty() {
    return Object.values(this.typed).every((text) => text.trim() === '')
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    const given = this.value ?? ''
    if (changed.has('value') && given !== readDate(this.typed, this)) this.typed = partsOf(given)
  }

  render() {
    const id = fieldId(this.pointer)
    const hintId = this.hint ? `${id}-hint` : undefined
    const failed = invalid(this.errors, this.pointer) === 'true'
    return html`<fieldset
      class=${failed ? 'ecl-form-group imi-group--error' : 'ecl-form-group'}
      id=${id}
      aria-describedby=${describedBy(this.errors, this.pointer, hintId)}
    >
      <legend class="ecl-form-label">${this.label}${this.optional ? optional() : nothing}</legend>
      ${hintId ? html`<div class="ecl-help-block" id=${hintId}>${this.hint}</div>` : nothing}
      ${fieldError(this.errors, this.pointer)}
      <div class="imi-date" @change=${stop} @input=${this.readFields} @paste=${this.paste}>
        ${partOrder().map((part) => this.partField(part, `${id}-${part}`, failed))}
      </div>
      <p class="imi-hint" aria-live="polite">${this.understood()}</p>
    </fieldset>`
  }

  /**
   * @param {Part} part
   * @param {string} id
   * @param {boolean} failed
   */
  partField(part, id, failed) {
    return html`<div>
      <label class="imi-date__label" for=${id}>${partLabel(part)}</label>
      <input
        class="ecl-text-input ${partClass(part)}"
        id=${id}
        data-part=${part}
        inputmode=${part === 'month' ? nothing : 'numeric'}
        autocomplete="off"
        aria-invalid=${failed ? 'true' : nothing}
        .value=${this.typed[part]}
      />
    </div>`
  }

  understood() {
    const iso = readDate(this.typed, this)
    if (iso) return formatDate(iso, {weekday: true})
    const whole = Object.values(this.typed).every((text) => text.trim() !== '')
    return whole && this.typed.year.trim().length !== 1 && this.typed.year.trim().length !== 3
      ? t('There is no such date in the calendar.')
      : ''
  }

  /** @param {Event} event */
  readFields(event) {
    event.stopPropagation()
    const typed = {...this.typed}
    for (const field of this.querySelectorAll('input')) {
      typed[/** @type {Part} */ (field.dataset.part)] = field.value
    }
    this.take(typed)
  }

  /** @param {ClipboardEvent} event */
  paste(event) {
    const typed = splitDate(event.clipboardData?.getData('text') ?? '')
    if (!typed) return
    event.preventDefault()
    this.take(typed)
  }

  /** @param {import('../date-reading.js').Parts} typed */
  take(typed) {
    this.typed = typed
    const iso = readDate(typed, this)
    if (iso === this.value) return
    this.value = iso
    this.dispatchEvent(new Event('change', {bubbles: true}))
  }
}

function optional() {
  return html` <span class="imi-optional">${t('(optional)')}</span>`
}

/** @param {Event} event */
function stop(event) {
  event.stopPropagation()
}

/** @param {Part} part */
function partLabel(part) {
  return {day: t('Day'), month: t('Month'), year: t('Year')}[part]
}

/** @param {Part} part */
function partClass(part) {
  return {day: 'imi-date__day', month: 'imi-date__month', year: 'imi-date__year'}[part]
}
