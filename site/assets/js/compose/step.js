/** What the steps of a new request have in common: they show the draft and say what changed. */

import {html} from 'lit'

import {Element} from '../element.js'
import {errorAt} from '../elements/errors.js'
import {t} from '../texts.js'

/** @typedef {import('../elements/date-field.js').DateField} DateField */
/** @typedef {import('./drafts.js').Draft} Draft */
/** @typedef {import('./pointers.js').FieldError} FieldError */

export class Step extends Element {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    draft: {attribute: false},
    area: {attribute: false},
    errors: {attribute: false},
  }

  constructor() {
    super()
    /** @type {Draft} */
    this.draft
    /** @type {import('./types.js').Area} */
    this.area
    /** @type {FieldError[]} */
    this.errors = []
  }

  /**
   * What keeps the official from going on to the next step.
   * @returns {FieldError[]}
   */
  check() {
    return this.unfinished()
  }

  /**
   * Dates that are begun but are no dates; they stand on the screen alone.
   * @returns {FieldError[]}
   */
  unfinished() {
    const fields = /** @type {NodeListOf<DateField>} */ (this.querySelectorAll('imi-date-field'))
    return [...fields].filter(({complete}) => !complete).map(({pointer}) => ({
      pointer,
      detail: t('This is not a date, so it is not saved. Check day, month and year.'),
    }))
  }

  /**
   * Tell the page that the official changed *fields* of the draft.
   * @param {Partial<Draft>} fields
   */
  write(fields) {
    this.dispatchEvent(new CustomEvent('draft-change', {detail: fields, bubbles: true}))
  }

  /**
   * @param {string} pointer
   * @param {unknown} content label, hint, error and field
   */
  group(pointer, content) {
    return html`<div class=${this.groupClass(pointer)}>${content}</div>`
  }

  /** @param {string} pointer */
  groupClass(pointer) {
    return errorAt(this.errors, pointer) ? 'ecl-form-group imi-group--error' : 'ecl-form-group'
  }
}

/**
 * The error of a field that was left empty.
 * @param {string} pointer
 * @param {string} field its label
 * @returns {FieldError}
 */
export function missing(pointer, field) {
  return {pointer, detail: t('Fill in: {field}', {field})}
}
