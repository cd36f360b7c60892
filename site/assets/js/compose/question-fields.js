/** The fields that open when a question is chosen. */

import {html, nothing} from 'lit'

import {describedBy, fieldError, fieldId, invalid} from '../elements/errors.js'
import {t} from '../texts.js'
import {isSealed} from './questions.js'

/** @typedef {import('./questions-step.js').QuestionsStepElement} QuestionsStep */
/** @typedef {import('./questions.js').Question} Question */
/** @typedef {import('./questions.js').AskedQuestion} AskedQuestion */
/** @typedef {import('./questions.js').Slot} Slot */

/**
 * @param {QuestionsStep} step
 * @param {Question} question
 * @param {AskedQuestion} asked
 */
export function questionFields(step, question, asked) {
  const textId = `${fieldId(`/questions/${question.code}`)}-text`
  return html`<div class="imi-card imi-stack" role="group" aria-labelledby=${textId}>
    ${question.slots.map((slot) => slotField(step, asked, slot))} ${commentField(step, asked)}
  </div>`
}

/**
 * @param {QuestionsStep} step
 * @param {AskedQuestion} asked
 * @param {Slot} slot
 */
function slotField(step, {code, slots}, slot) {
  const pointer = `/questions/${code}/slots/${slot.name}`
  const fill = (/** @type {any} */ event) => step.fill(code, slot.name, event.target.value)
  const value = slots[slot.name] ?? ''
  if (slot.type === 'date') {
    return html`<imi-date-field
      class="imi-screen"
      .value=${value}
      pointer=${pointer}
      label=${slot.text}
      hint=${slot.hint ?? ''}
      .errors=${step.errors}
      @change=${fill}
    ></imi-date-field>`
  }
  const id = fieldId(pointer)
  const hintId = slot.hint || isSealed(slot) ? `${id}-hint` : undefined
  return step.group(
    pointer,
    html`<label class="ecl-form-label" for=${id}>${slot.text}</label>
      ${hintId
        ? html`<div class="ecl-help-block" id=${hintId}>
            ${slot.hint ? html`<div>${slot.hint}</div>` : nothing}
            ${isSealed(slot) ? html`<div>${sealed()}</div>` : nothing}
          </div>`
        : nothing}
      ${fieldError(step.errors, pointer)}
      <input
        class="ecl-text-input ecl-text-input--m"
        id=${id}
        autocomplete="off"
        lang=${step.draft.language}
        aria-describedby=${describedBy(step.errors, pointer, hintId)}
        aria-invalid=${invalid(step.errors, pointer)}
        .value=${value}
        @input=${fill}
      />`,
  )
}

/**
 * @param {QuestionsStep} step
 * @param {AskedQuestion} asked
 */
function commentField(step, {code, comment}) {
  const pointer = `/questions/${code}/comment`
  const id = fieldId(pointer)
  return step.group(
    pointer,
    html`<label class="ecl-form-label" for=${id}
        >${t('Comment')} <span class="imi-optional">${t('(optional)')}</span></label
      >
      <div class="ecl-help-block" id="${id}-hint">${sealed()}</div>
      ${fieldError(step.errors, pointer)}
      <textarea
        class="ecl-text-area ecl-text-area--m"
        id=${id}
        rows="2"
        lang=${step.draft.language}
        aria-describedby=${describedBy(step.errors, pointer, `${id}-hint`)}
        aria-invalid=${invalid(step.errors, pointer)}
        .value=${comment}
        @input=${(/** @type {any} */ event) => step.remark(code, event.target.value)}
      ></textarea>`,
  )
}

/** What is said of fields that the asked authority cannot read before it accepts. */
function sealed() {
  return t('Sealed until the request is accepted')
}
