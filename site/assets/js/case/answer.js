/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'
import {keyed} from 'lit/directives/keyed.js'

import {formatTime} from '../dates.js'
import {t} from '../texts.js'
import {commentField, languageField, valueField} from './answer-fields.js'
import {conflict} from './conflict.js'
import {quote} from './foreign.js'
import {wantedTag} from './questions.js'
import * as routes from './routes.js'

/**
 * Return the form that answers one question. It saves itself.
 *
 * @param {CaseElement} page
 * @param {number} index
 */
export function form(page, index) {
  const {questions} = page.request
  const question = questions[index]
  if (!question) return nothing
  const {code} = question
  const last = index === questions.length - 1
  return html`<a class="imi-back" href="#overview">${t('Back to the request')}</a> ${keyed(
      code,
      html`<form
        class="imi-form"
        novalidate
        @submit=${(/** @type {Event} */ event) => {
          event.preventDefault()
          page.open(last ? '#reply' : routes.question(index + 1))
        }}
        @focusout=${(/** @type {FocusEvent} */ event) => leave(page, code, event)}
      >
        <p class="imi-hint">
          ${t('Question {number} of {total}', {number: index + 1, total: questions.length})}
        </p>
        <h2 class="imi-h2" id="question" tabindex="-1">${question.text}</h2>
        ${question.hint ? html`<p class="imi-hint" id="question-hint">${question.hint}</p>` : nothing}
        ${quote(question.comment, page.request.language)} ${more(page, question)} ${conflict(page, question)}
        ${valueField(page, question)} ${commentField(page, question)} ${languageField(page, question)}
        ${saved(page, code)}
        <div class="imi-buttons">
          <button class="ecl-button ecl-button--primary" type="submit">
            ${last ? t('Check your answers') : t('Next question')}
          </button>
          ${
            index > 0
              ? html`<a
                  class="ecl-button ecl-button--tertiary imi-button-link"
                  href=${routes.question(index - 1)}
                  >${t('Previous question')}</a
                >`
              : nothing
          }
        </div>
      </form>`,
    )}`
}

/**
 * Return what more is wanted of the answer, if so.
 *
 * @param {CaseElement} page
 * @param {import('./types.js').Question} question
 */
function more({request, file}, question) {
  if (!request.clarify.includes(question.code)) return nothing
  const {note} = file.events.findLast(({action}) => action === 'clarify') ?? {}
  return html`<div>
    ${wantedTag(request, question)} ${note ? quote(note.text, note.language) : nothing}
  </div>`
}

/**
 * Say whether what is typed is saved.
 *
 * @param {CaseElement} page
 * @param {string} code
 */
function saved(page, code) {
  const state = page.saving.state(code)
  const failed = state?.phase === 'failed'
  const at = page.file.answers.conflict(code) ? undefined : state?.at
  return html`<p class=${failed ? 'imi-saved imi-saved--failed' : at ? 'imi-saved' : nothing} role="status">
      ${at ? t('Saved at {time}', {time: formatTime(at)}) : nothing} ${failed ? reason(page, code) : nothing}
    </p>
    ${
      failed
        ? html`<button
            class="ecl-button ecl-button--secondary"
            type="button"
            @click=${() => page.saving.now(code)}
          >
            ${t('Save now')}
          </button>`
        : nothing
    }`
}

/**
 * Say why an answer is not saved; an error of a field stands at the field.
 *
 * @param {CaseElement} page
 * @param {string} code
 */
function reason(page, code) {
  const error = page.saving.state(code)?.error
  const said = error instanceof Error && !page.answerErrors(code).length
  return html`<strong>${t('Not saved')}</strong> ${said ? error.message : nothing}`
}

/**
 * @param {CaseElement} page
 * @param {string} code
 * @param {FocusEvent} event
 */
function leave(page, code, event) {
  const form = /** @type {HTMLFormElement} */ (event.currentTarget)
  const goesTo = /** @type {Node | null} */ (event.relatedTarget)
  if (!form.contains(goesTo) && page.file.answers.isUnsaved(code)) void page.saving.now(code)
}
