/** @import {FieldProblem} from '../problems.js' */
/** @import {Roles} from './words.js' */

import {html, nothing} from 'lit'
import {live} from 'lit/directives/live.js'

import {compareText, languageName} from '../dates.js'
import {describedBy, fieldError, fieldId, invalid} from '../elements/errors.js'
import {t} from '../texts.js'
import {ROLE_CODES, roleName} from './words.js'

/** @typedef {{roles: Roles, administrator: boolean}} Rights */

/**
 * Return a field for a line of text.
 *
 * @param {object} field
 * @param {string} field.pointer
 * @param {string} field.label
 * @param {string} field.value
 * @param {FieldProblem[]} field.errors
 * @param {(text: string) => void} field.type
 * @param {string} [field.hint]
 * @param {string} [field.kind] of the input
 */
export function textField({pointer, label, value, errors, type, hint, kind = 'text'}) {
  const id = fieldId(pointer)
  return html`<div class=${group(errors, pointer)}>
    <label class="ecl-form-label" for=${id}>${label}</label>
    ${hint ? html`<div class="ecl-help-block" id="${id}-hint">${hint}</div>` : nothing}
    ${fieldError(errors, pointer)}
    <input
      class="ecl-text-input ecl-text-input--l"
      id=${id}
      type=${kind}
      autocomplete="off"
      aria-describedby=${describedBy(errors, pointer, hint ? `${id}-hint` : undefined)}
      aria-invalid=${invalid(errors, pointer)}
      .value=${live(value)}
      @input=${(/** @type {Event} */ event) => type(/** @type {HTMLInputElement} */ (event.target).value)}
    />
  </div>`
}

/**
 * Return a list to choose from.
 *
 * @param {object} field
 * @param {string} field.pointer
 * @param {string} field.label
 * @param {string} field.value
 * @param {{value: string, text: string}[]} field.options
 * @param {FieldProblem[]} field.errors
 * @param {(value: string) => void} field.choose
 * @param {string} [field.hint]
 */
export function selectField({pointer, label, value, options, errors, choose, hint}) {
  const id = fieldId(pointer)
  return html`<div class=${group(errors, pointer)}>
    <label class="ecl-form-label" for=${id}>${label}</label>
    ${hint ? html`<div class="ecl-help-block" id="${id}-hint">${hint}</div>` : nothing}
    ${fieldError(errors, pointer)}
    <div class="ecl-select__container ecl-select__container--l">
      <select
        class="ecl-select"
        id=${id}
        aria-describedby=${describedBy(errors, pointer, hint ? `${id}-hint` : undefined)}
        aria-invalid=${invalid(errors, pointer)}
        @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}
      >
        ${options.map(
          (option) =>
            html`<option value=${option.value} .selected=${live(option.value === value)}>${option.text}</option>`,
        )}
      </select>
    </div>
  </div>`
}

/**
 * Return the languages of the site as options, by name.
 *
 * @param {readonly string[]} codes
 */
export function languageOptions(codes) {
  return codes
    .map((value) => ({value, text: languageName(value)}))
    .sort((one, other) => compareText(one.text, other.text))
}

/**
 * Return the fields for the rights of one user: by legal area, and whether administrator.
 *
 * @param {object} fields
 * @param {Rights} fields.rights
 * @param {string[]} fields.areas codes, in the order in which they are shown
 * @param {Map<string, string>} fields.titles of legal areas
 * @param {FieldProblem[]} fields.errors
 * @param {(rights: Rights) => void} fields.choose
 */
export function rightsFields({rights, areas, titles, errors, choose}) {
  return html`<details class="imi-details">
      <summary>${t('What these rights mean')}</summary>
      <dl class="imi-facts">${meanings()}</dl>
    </details>
    ${areas.map((area) => areaField({rights, area, title: titles.get(area) ?? area, errors, choose}))}
    <div class="ecl-form-group imi-choices">
      <label class="imi-choice">
        <input
          type="checkbox"
          id="administrator"
          aria-describedby="administrator-hint"
          .checked=${live(rights.administrator)}
          @change=${() => choose({...rights, administrator: !rights.administrator})}
        />
        <span
          ><span class="imi-capital">${t('administrator')}</span
          ><small class="imi-hint" id="administrator-hint"
            >${t('Adds and removes users and keeps the information about the authority right.')}</small
          ></span
        >
      </label>
    </div>`
}

/**
 * @param {object} field
 * @param {Rights} field.rights
 * @param {string} field.area
 * @param {string} field.title
 * @param {FieldProblem[]} field.errors
 * @param {(rights: Rights) => void} field.choose
 */
function areaField({rights, area, title, errors, choose}) {
  const pointer = `/roles/${area}`
  const held = rights.roles[area] ?? []
  const toggle = (/** @type {string} */ role) => {
    const next = held.includes(role) ? held.filter((one) => one !== role) : [...held, role]
    choose({...rights, roles: {...rights.roles, [area]: next}})
  }
  return html`<fieldset
    class=${group(errors, pointer)}
    id=${fieldId(pointer)}
    aria-describedby=${describedBy(errors, pointer)}
  >
    <legend class="ecl-form-label">${title}</legend>
    ${fieldError(errors, pointer)}
    <div class="imi-choices imi-choices--inline">
      ${ROLE_CODES.map(
        (role) =>
          html`<label class="imi-choice"
            ><input type="checkbox" .checked=${live(held.includes(role))} @change=${() => toggle(role)} /><span
              class="imi-capital"
              >${roleName(role)}</span
            ></label
          >`,
      )}
    </div>
  </fieldset>`
}

function meanings() {
  return [
    [['viewer'], t('Reads the requests of the authority.')],
    [['handler'], t('Sends requests, accepts them and answers them.')],
    [['allocator'], t('Assigns incoming requests to colleagues. Only large authorities need this.')],
    [
      ['referral_handler', 'approver'],
      t('Step in at coordinators when a reply is disputed or must be approved.'),
    ],
  ].map(
    ([roles, meaning]) =>
      html`<dt class="imi-capital">${/** @type {string[]} */ (roles).map(roleName).join(', ')}</dt>
        <dd>${meaning}</dd>`,
  )
}

/**
 * @param {FieldProblem[]} errors
 * @param {string} pointer
 */
function group(errors, pointer) {
  const failed = invalid(errors, pointer) === 'true'
  return failed ? 'ecl-form-group imi-group--error' : 'ecl-form-group'
}
