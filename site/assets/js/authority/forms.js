/** @import {AuthorityElement} from './imi-authority.js' */
/** @import {Edits} from './edits.js' */

import {html, nothing} from 'lit'

import {editConflicts} from '../elements/edit-conflicts.js'
import {describedBy, errorAt, fieldError, fieldId, invalid} from '../elements/errors.js'
import {form as frame, submitButton} from '../elements/forms.js'
import {t} from '../texts.js'
import * as routes from './routes.js'
import {labelOf, valueOf} from './words.js'

/**
 * Return the frame of a form: way back, heading, fields, one button.
 *
 * @param {AuthorityElement} page
 * @param {object} parts
 * @param {unknown} parts.heading
 * @param {unknown} parts.fields
 * @param {string} parts.button
 * @param {boolean} [parts.danger]
 * @param {Edits} [parts.edits] what is typed, to be discarded
 * @param {() => unknown} parts.submit
 */
export function form(page, {heading, fields, button, danger, edits, submit}) {
  return html`<div class="imi-stack">
    <a class="imi-back" href=${routes.OVERVIEW}>${t('Back to the authority')}</a>
    ${edits ? conflicts(page, edits) : nothing}
    ${frame({
      id: 'form-heading',
      heading,
      fields,
      buttons: html`${submitButton(page, button, {danger})}
      ${edits?.changed
        ? html`<button class="ecl-button ecl-button--secondary" type="button" @click=${() => page.discard(edits)}>
            ${t('Discard my changes')}
          </button>`
        : nothing}`,
      submit,
    })}
  </div>`
}

/**
 * Return where somebody else changed the same fields meanwhile: for each both values, and the choice.
 *
 * @param {AuthorityElement} page
 * @param {Edits} edits
 */
function conflicts(page, edits) {
  const settle = (/** @type {string} */ name, /** @type {'mine' | 'theirs'} */ choice) =>
    page.settle(edits, name, choice)
  return editConflicts({edits, settle}, labelOf, (name, value) => valueOf(page, name, value))
}

/**
 * @param {AuthorityElement} page
 * @param {Edits} edits
 * @param {string} name
 * @param {{hint?: string, type?: string, lang?: string, optional?: boolean, label?: string}} [options]
 */
export function textField(page, edits, name, {hint = '', type = 'text', lang = '', optional = false, label = labelOf(name)} = {}) {
  const pointer = `/${name}`
  const id = fieldId(pointer)
  return html`<div class=${group(page, pointer)}>
    <label class="ecl-form-label" for=${id}>${label} ${optional ? optionally() : nothing}</label>
    ${hint ? html`<div class="ecl-help-block" id="${id}-hint">${hint}</div>` : nothing}
    ${fieldError(page.errors, pointer)}
    <input
      class="ecl-text-input ecl-text-input--l"
      id=${id}
      type=${type}
      lang=${lang || nothing}
      dir="auto"
      autocomplete="off"
      aria-describedby=${describedBy(page.errors, pointer, hint && `${id}-hint`)}
      aria-invalid=${invalid(page.errors, pointer)}
      .value=${edits.value(name) ?? ''}
      @input=${(/** @type {Event} */ event) => write(page, edits, name, /** @type {HTMLInputElement} */ (event.target).value)}
    />
  </div>`
}

/**
 * @param {AuthorityElement} page
 * @param {Edits} edits
 * @param {string} name
 * @param {string[][]} options value and text
 */
export function choices(page, edits, name, options) {
  const pointer = `/${name}`
  return html`<fieldset class=${group(page, pointer)} id=${name}>
    <legend class="ecl-form-label">${labelOf(name)}</legend>
    ${fieldError(page.errors, pointer)}
    <div class="imi-choices imi-choices--inline">
      ${options.map(
        ([value = '', text]) =>
          html`<label class="imi-choice"
            ><input
              type="radio"
              name=${name}
              value=${value}
              .checked=${edits.value(name) === value}
              @change=${() => write(page, edits, name, value)}
            /><span>${text}</span></label
          >`,
      )}
    </div>
  </fieldset>`
}

/**
 * @param {AuthorityElement} page
 * @param {Edits} edits
 * @param {string} name
 * @param {unknown} value
 */
export function write(page, edits, name, value) {
  edits.write(name, value)
  page.requestUpdate()
}

/**
 * @param {AuthorityElement} page
 * @param {string} pointer
 */
export function group(page, pointer) {
  return errorAt(page.errors, pointer) ? 'ecl-form-group imi-group--error' : 'ecl-form-group'
}

export function optionally() {
  return html`<span class="imi-optional">${t('(optional)')}</span>`
}
