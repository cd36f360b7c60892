/** The frame of a form that does one thing, and the button that sends it. */

import {html, nothing} from 'lit'

/**
 * Return a form that its heading names.
 *
 * @param {object} parts
 * @param {string} parts.id of the heading
 * @param {unknown} parts.heading
 * @param {unknown} parts.fields
 * @param {unknown} parts.buttons
 * @param {() => unknown} parts.submit
 */
export function form({id, heading, fields, buttons, submit}) {
  return html`<form
    class="imi-form"
    novalidate
    aria-labelledby=${id}
    @submit=${(/** @type {Event} */ event) => {
      event.preventDefault()
      void submit()
    }}
  >
    <h2 class="imi-h2" id=${id} tabindex="-1">${heading}</h2>
    ${fields}
    <div class="imi-buttons">${buttons}</div>
  </form>`
}

/**
 * Return the button that sends a form; it cannot be pressed again while *page* is busy.
 *
 * @param {{busy: boolean}} page
 * @param {unknown} label
 * @param {{danger?: boolean}} [look]
 */
export function submitButton({busy}, label, {danger = false} = {}) {
  return html`<button
    class="ecl-button ${danger ? 'ecl-button--secondary imi-button--danger' : 'ecl-button--primary'}"
    type="submit"
    aria-disabled=${busy ? 'true' : nothing}
    aria-busy=${busy ? 'true' : nothing}
  >
    ${label}
  </button>`
}

/**
 * Return a button that does something at once; it cannot be pressed again while *page* is busy.
 *
 * @param {{busy: boolean}} page
 * @param {unknown} label
 * @param {() => unknown} act
 * @param {string} [look] class of the design system, without what begins it
 */
export function actionButton({busy}, label, act, look = 'secondary') {
  return html`<button
    class="ecl-button ecl-button--${look}"
    type="button"
    aria-disabled=${busy ? 'true' : nothing}
    @click=${act}
  >
    ${label}
  </button>`
}

/**
 * Whether a click is the second of a double one: the first has opened the dialog in which it would confirm something.
 *
 * @param {MouseEvent} event
 */
export function isSecondOfDouble({detail}) {
  return detail > 1
}
