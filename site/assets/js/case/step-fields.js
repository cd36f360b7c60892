/** The fields of a step by the type that the API names. */

/** @import {CaseElement} from './imi-case.js' */
/** @import {AuthoritySummary, Field, StepValue} from './types.js' */

import {html, nothing} from 'lit'
import {live} from 'lit/directives/live.js'

import {describedBy, fieldError, invalid} from '../elements/errors.js'
import {t} from '../texts.js'
import {counted, takeDate, weekendNote} from './dates.js'

/** @typedef {Field & {action: string, hint: string}} StepField */
/** @typedef {{value: string, text: string}} Choice */

/** @type {Record<string, (page: CaseElement, field: StepField) => unknown>} */
const FIELDS = {
  text: textField,
  date: dateField,
  authority: authorityField,
  officials: officialsField,
  questions: questionsField,
  consent: consentField,
  files: filesField,
}

/**
 * @param {CaseElement} page
 * @param {StepField} field
 */
export function stepField(page, field) {
  return FIELDS[field.type]?.(page, field) ?? nothing
}

/**
 * Return what a field sends; undefined, which is not sent, where it must be chosen and is not.
 *
 * @param {CaseElement} page
 * @param {string} action
 * @param {Field} field
 */
export function sent(page, action, {name, type}) {
  const value = typed(page, action, name)
  if (type === 'text') return value ?? ''
  if (type === 'consent') return value === 'true'
  if (type === 'files') return page.unsent.map(({id}) => id)
  if (type === 'officials') return value ?? page.request.allocated
  if (type === 'authority') return /** @type {AuthoritySummary[] | undefined} */ (value)?.[0]?.id
  return value || (type === 'questions' ? [] : undefined)
}

/**
 * @param {CaseElement} page
 * @param {string} action
 * @param {string} name
 * @returns {StepValue | undefined}
 */
function typed(page, action, name) {
  return page.typed.steps[action]?.[name]
}

/**
 * @param {CaseElement} page
 * @param {StepField} field
 */
function textField(page, {action, name, label, hint, required}) {
  const {errors, request, me} = page
  const pointer = `/${name}`
  const hintId = hint ? `${name}-hint` : undefined
  return html`<div class="ecl-form-group ${invalid(errors, pointer) === 'true' ? 'imi-group--error' : ''}">
    <label class="ecl-form-label" for=${name}
      >${label} ${required ? nothing : html`<span class="imi-optional">${t('(optional)')}</span>`}</label
    >
    ${hintId ? html`<div class="ecl-help-block" id=${hintId}>${hint}</div>` : nothing}
    ${fieldError(errors, pointer)}
    <textarea
      class="ecl-text-area ecl-text-area--l"
      id=${name}
      rows="4"
      dir="auto"
      lang=${action === 'withdraw' ? request.language : me.language}
      aria-describedby=${describedBy(errors, pointer, hintId)}
      aria-invalid=${invalid(errors, pointer)}
      .value=${live(/** @type {string} */ (typed(page, action, name) ?? ''))}
      @input=${(/** @type {Event} */ event) =>
        page.typeStep(action, {[name]: /** @type {HTMLTextAreaElement} */ (event.target).value})}
    ></textarea>
  </div>`
}

/**
 * @param {CaseElement} page
 * @param {StepField} field
 */
function dateField(page, {action, name, label}) {
  const chosen = /** @type {string} */ (typed(page, action, name) ?? '')
  const {suggestedOn} = page
  return html`<imi-date-field
      .value=${chosen}
      pointer="/${name}"
      label=${label}
      .errors=${page.errors}
      @change=${(/** @type {Event} */ event) => {
        const field = /** @type {import('../elements/date-field.js').DateField} */ (event.target)
        page.typeStep(action, {[name]: field.value})
      }}
    ></imi-date-field>
    ${counted(page.request, chosen)}
    <div role="status">${weekendNote(chosen)}</div>
    ${
      suggestedOn && suggestedOn !== chosen
        ? takeDate(suggestedOn, () => page.typeStep(action, {[name]: suggestedOn}))
        : nothing
    }`
}

/**
 * @param {CaseElement} page
 * @param {StepField} field
 */
function authorityField(page, {action, name, label}) {
  const {asking_authority, asked_authority} = page.request
  return html`<imi-authority-picker
    class="imi-screen"
    single
    label=${label}
    pointer="/${name}"
    area=${page.request.area}
    .but=${[asking_authority.id, asked_authority?.id ?? '']}
    .errors=${page.errors}
    .chosen=${typed(page, action, name) ?? []}
    @picked=${(/** @type {CustomEvent} */ {detail}) => page.typeStep(action, {[name]: detail})}
  ></imi-authority-picker>`
}

/**
 * @param {CaseElement} page
 * @param {StepField} field
 */
function officialsField(page, field) {
  const choices = page.colleagues.map(({id, name}) => ({value: id, text: name}))
  if (!choices.length) return html`<p>${t('No colleague handles this legal area.')}</p>`
  return checkboxes(page, field, choices)
}

/**
 * @param {CaseElement} page
 * @param {StepField} field
 */
function questionsField(page, field) {
  const open = field.action === 'split'
  const choices = page.request.questions.flatMap(({code, text, answer}) =>
    open && answer ? [] : [{value: code, text}],
  )
  return checkboxes(page, {...field, hint: ''}, choices)
}

/**
 * @param {CaseElement} page
 * @param {StepField} field
 */
function consentField(page, field) {
  const {action, name, label} = field
  const pointer = `/${name}`
  return html`<div class="ecl-form-group ${invalid(page.errors, pointer) === 'true' ? 'imi-group--error' : ''}">
    ${fieldError(page.errors, pointer)}
    <label class="imi-choice"
      ><input
        type="checkbox"
        id=${name}
        aria-describedby=${describedBy(page.errors, pointer)}
        aria-invalid=${invalid(page.errors, pointer)}
        .checked=${live(typed(page, action, name) === 'true')}
        @change=${(/** @type {Event} */ event) =>
          page.typeStep(action, {
            [name]: String(/** @type {HTMLInputElement} */ (event.target).checked),
          })}
      /><span>${label}</span></label
    >
  </div>`
}

/**
 * The files that the reader has uploaded for a message; all that are listed are sent.
 *
 * @param {CaseElement} page
 */
function filesField(page) {
  return html`<imi-attachments
    class="ecl-form-group imi-screen"
    .number=${page.request.number}
    .items=${page.unsent}
    .may=${true}
    .forMessage=${true}
    .errors=${page.errors}
    .hint=${t('All files that are listed here are sent with the message.')}
    @changed=${(/** @type {Event} */ event) => {
      const element = /** @type {import('../attachments/imi-attachments.js').AttachmentsElement} */ (event.target)
      page.uploading = element.uploading[0] ?? ''
      return page.readUnsent()
    }}
  ></imi-attachments>`
}

/**
 * @param {CaseElement} page
 * @param {StepField} field
 * @param {Choice[]} choices
 */
function checkboxes(page, field, choices) {
  const {action, name, label, hint} = field
  const pointer = `/${name}`
  const chosen = /** @type {string[]} */ (sent(page, action, field) ?? [])
  const hintId = hint ? `${name}-hint` : undefined
  return html`<fieldset
    class="ecl-form-group ${invalid(page.errors, pointer) === 'true' ? 'imi-group--error' : ''}"
    id=${name}
    aria-describedby=${describedBy(page.errors, pointer, hintId)}
  >
    <legend class="ecl-form-label">${label}</legend>
    ${hintId ? html`<div class="ecl-help-block" id=${hintId}>${hint}</div>` : nothing}
    ${fieldError(page.errors, pointer)}
    <div class="imi-choices">
      ${choices.map(
        ({value, text}) =>
          html`<label class="imi-choice"
            ><input
              type="checkbox"
              name=${name}
              value=${value}
              .checked=${live(chosen.includes(value))}
              @change=${() => page.typeStep(action, {[name]: toggled(chosen, value)})}
            /><span>${text}</span></label
          >`,
      )}
    </div>
  </fieldset>`
}

/**
 * @param {string[]} chosen
 * @param {string} value
 */
function toggled(chosen, value) {
  return chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]
}
