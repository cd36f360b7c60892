/**
 * Error summary and errors beside fields, with the same wording in both places.
 *
 * A JSON pointer of the API names a field; the field's id follows from it.
 */

import {html, nothing} from 'lit'

import {t} from '../texts.js'

/** @typedef {import('../problems.js').FieldProblem} FieldProblem */

export const SUMMARY_ID = 'error-summary'

/**
 * Return the id of the field to which *pointer* points.
 *
 * @param {string} pointer '/questions/0/slots/name'
 * @returns {string} 'questions-0-slots-name'
 */
export function fieldId(pointer) {
  return pointer.replace(/^#?\//, '').replace(/[^A-Za-z0-9_]+/g, '-') || 'title'
}

/** @param {FieldProblem[]} errors */
export function errorSummary(errors) {
  if (!errors.length) return nothing
  return html`<div
    class="imi-error-summary"
    id=${SUMMARY_ID}
    tabindex="-1"
    role="alert"
    aria-labelledby="problem"
  >
    <h2 id="problem">${t('There is a problem')}</h2>
    <ul>
      ${errors.map(
        ({pointer, detail}) =>
          html`<li><a href="#${fieldId(pointer)}" @click=${goToField}>${detail}</a></li>`,
      )}
    </ul>
  </div>`
}

/**
 * @param {FieldProblem[]} errors
 * @param {string} pointer
 */
export function fieldError(errors, pointer) {
  const found = errorAt(errors, pointer)
  if (!found) return nothing
  return html`<div class="ecl-feedback-message" id="${fieldId(pointer)}-error">
    ${found.detail}
  </div>`
}

/**
 * Value of aria-describedby for a field: its hint and its error, if any.
 *
 * @param {FieldProblem[]} errors
 * @param {string} pointer
 * @param {string} [hintId]
 */
export function describedBy(errors, pointer, hintId) {
  const ids = [hintId, errorAt(errors, pointer) && `${fieldId(pointer)}-error`].filter(Boolean)
  return ids.length ? ids.join(' ') : nothing
}

/**
 * Value of aria-invalid for a field.
 *
 * @param {FieldProblem[]} errors
 * @param {string} pointer
 */
export function invalid(errors, pointer) {
  return errorAt(errors, pointer) ? 'true' : nothing
}

/**
 * @param {FieldProblem[]} errors
 * @param {string} pointer
 */
export function errorAt(errors, pointer) {
  return errors.find((error) => fieldId(error.pointer) === fieldId(pointer))
}

/**
 * Go to the field itself, or to the first field in what carries its id.
 *
 * @param {Event} event
 */
function goToField(event) {
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget)
  const target = document.getElementById(link.hash.slice(1))
  if (!target) return
  event.preventDefault()
  const fields = 'input, select, textarea, button'
  const field = target.matches(fields) ? target : (target.querySelector(fields) ?? target)
  target.scrollIntoView({block: 'center'})
  if (field instanceof HTMLElement) field.focus()
}
