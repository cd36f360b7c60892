/** Fields of a form: label, hint, error and input, joined for those who hear them. */

import {html, nothing} from 'lit'

import {describedBy, errorAt, fieldError, fieldId, invalid} from '../elements/errors.js'
import {t} from '../texts.js'

/** @typedef {import('../elements/errors.js').FieldProblem} FieldProblem */
/**
 * @typedef {object} Field
 * @property {string} pointer to the field in what is sent
 * @property {string} label
 * @property {FieldProblem[]} errors of the form
 * @property {string} value
 * @property {(value: string) => void} write
 * @property {string} [hint]
 * @property {boolean} [optional]
 */

/** @param {Field & {type?: string, lang?: string}} field */
export function textField({type = 'text', lang, value, write, ...field}) {
  const {pointer, errors, hint} = field
  const id = fieldId(pointer)
  return group(
    field,
    html`<input
      class="ecl-text-input ecl-text-input--l"
      id=${id}
      type=${type}
      lang=${lang || nothing}
      autocomplete="off"
      aria-describedby=${describedBy(errors, pointer, hint && `${id}-hint`)}
      aria-invalid=${invalid(errors, pointer)}
      .value=${value}
      @input=${(/** @type {any} */ event) => write(event.target.value)}
    />`,
  )
}

/** @param {Field & {lang?: string, longest: number}} field longest: characters at most */
export function areaField({lang, longest, value, write, ...field}) {
  const {pointer, errors, hint} = field
  const id = fieldId(pointer)
  return group(
    field,
    html`<textarea
      class="ecl-text-area ecl-text-area--l"
      id=${id}
      rows="3"
      maxlength=${longest}
      lang=${lang || nothing}
      aria-describedby=${describedBy(errors, pointer, hint && `${id}-hint`)}
      aria-invalid=${invalid(errors, pointer)}
      .value=${value}
      @input=${(/** @type {any} */ event) => write(event.target.value)}
    ></textarea>`,
  )
}

/** @param {Field & {options: string[][]}} field options: value and text */
export function selectField({options, value, write, ...field}) {
  const {pointer, errors, hint} = field
  const id = fieldId(pointer)
  return group(
    field,
    html`<div class="ecl-select__container ecl-select__container--l">
      <select
        class="ecl-select"
        id=${id}
        aria-describedby=${describedBy(errors, pointer, hint && `${id}-hint`)}
        aria-invalid=${invalid(errors, pointer)}
        @change=${(/** @type {any} */ event) => write(event.target.value)}
      >
        ${options.map(
          ([code = '', text]) => html`<option value=${code} ?selected=${code === value}>${text}</option>`,
        )}
      </select>
    </div>`,
  )
}

/**
 * Several of a few, to be ticked.
 *
 * @param {Omit<Field, 'value' | 'write'> & {
 *   options: string[][], chosen: string[], write: (chosen: string[]) => void}} field
 */
export function choicesField({pointer, label, errors, hint, options, chosen, write}) {
  const id = fieldId(pointer)
  return html`<fieldset
    class=${groupClass(errors, pointer)}
    id=${id}
    aria-describedby=${describedBy(errors, pointer, hint && `${id}-hint`)}
  >
    <legend class="ecl-form-label">${label}</legend>
    ${hint ? html`<div class="ecl-help-block" id="${id}-hint">${hint}</div>` : nothing}
    ${fieldError(errors, pointer)}
    <div class="imi-choices imi-choices--inline">
      ${options.map(
        ([code = '', text]) =>
          html`<label class="imi-choice">
            <input
              type="checkbox"
              value=${code}
              .checked=${chosen.includes(code)}
              @change=${(/** @type {any} */ event) =>
                write(event.target.checked ? [...chosen, code] : chosen.filter((one) => one !== code))}
            />
            <span>${text}</span>
          </label>`,
      )}
    </div>
  </fieldset>`
}

/**
 * The error of a field that was left empty.
 *
 * @param {string} pointer
 * @param {string} field its label
 * @returns {FieldProblem}
 */
export function missing(pointer, field) {
  return {pointer, detail: t('Fill in: {field}', {field})}
}

/**
 * @param {Omit<Field, 'value' | 'write'>} field
 * @param {unknown} input
 */
function group({pointer, label, errors, hint, optional}, input) {
  const id = fieldId(pointer)
  return html`<div class=${groupClass(errors, pointer)}>
    <label class="ecl-form-label" for=${id}
      >${label}${optional ? html` <span class="imi-optional">${t('(optional)')}</span>` : nothing}</label
    >
    ${hint ? html`<div class="ecl-help-block" id="${id}-hint">${hint}</div>` : nothing}
    ${fieldError(errors, pointer)} ${input}
  </div>`
}

/**
 * @param {FieldProblem[]} errors
 * @param {string} pointer
 */
function groupClass(errors, pointer) {
  return errorAt(errors, pointer) ? 'ecl-form-group imi-group--error' : 'ecl-form-group'
}
