/** @import {CaseElement} from './imi-case.js' */
/** @import {Question, Typed} from './types.js' */

import {html, nothing} from 'lit'
import {live} from 'lit/directives/live.js'

import {compareText, languageName} from '../dates.js'
import {describedBy, fieldError, invalid} from '../elements/errors.js'
import {language, t} from '../texts.js'
import {ofReply} from './attachments.js'
import {isFree} from './questions.js'

const VALUE = '/answers/0/value'
const COMMENT = '/answers/0/comment'

/**
 * Return the field for the answer itself, by the question's type.
 *
 * @param {CaseElement} page
 * @param {Question} question
 */
export function valueField(page, question) {
  const given = page.file.answers.of(question.code)
  const errors = page.answerErrors(question.code)
  if (question.answer_type === 'date') return dateField(page, question, given)
  if (question.answer_type === 'document') return documentField(page, question, given)
  if (isFree(question)) {
    return textField(page, question, {part: 'value', pointer: VALUE, label: t('Your answer')})
  }
  return html`<fieldset
    class="ecl-form-group ${invalid(errors, VALUE) === 'true' ? 'imi-group--error' : ''}"
    id="answers-0-value"
    aria-describedby=${describedBy(errors, VALUE)}
  >
    <legend class="ecl-form-label">${t('Your answer')}</legend>
    ${fieldError(errors, VALUE)}
    <div class="imi-choices">
      ${question.options.map(
        (option) =>
          html`<label class="imi-choice"
            ><input
              type="radio"
              name="value"
              value=${option.code}
              .checked=${live(given.value === option.code)}
              @change=${() => page.typeAnswer(question.code, {value: option.code})}
            /><span>${option.text}</span></label
          >`,
      )}
    </div>
  </fieldset>`
}

/**
 * @param {CaseElement} page
 * @param {Question} question
 * @param {Typed} given
 */
function dateField(page, question, given) {
  const [unknown] = question.options
  const isUnknown = unknown !== undefined && given.value === unknown.code
  return html`<imi-date-field
    .value=${isUnknown ? '' : given.value}
    pointer=${VALUE}
    label=${t('Your answer')}
    .errors=${page.answerErrors(question.code)}
    @change=${(/** @type {Event} */ event) => {
      const field = /** @type {import('../elements/date-field.js').DateField} */ (event.target)
      if (field.complete) page.typeAnswer(question.code, {value: field.value})
    }}
    ></imi-date-field>
    ${unknown
      ? html`<div class="ecl-form-group imi-choices">
          <label class="imi-choice"
            ><input
              type="checkbox"
              .checked=${live(isUnknown)}
              @change=${() => page.typeAnswer(question.code, {value: isUnknown ? '' : unknown.code})}
            /><span>${unknown.text}</span></label
          >
        </div>`
      : nothing}`
}

/**
 * Let the files be chosen that answer the question, or be attached first.
 *
 * @param {CaseElement} page
 * @param {Question} question
 * @param {Typed} given
 */
function documentField(page, question, given) {
  const errors = page.answerErrors(question.code)
  const unknown = question.options.at(-1)
  const files = question.options.slice(0, -1)
  const chosen = new Set(given.value.split(' ').filter(Boolean))
  const choose = (/** @type {string} */ code, /** @type {boolean} */ isChosen) => {
    // Who cannot establish it names no file, and the other way round.
    const others = files.map((file) => file.code).filter((other) => other !== code && chosen.has(other))
    const now = !isChosen ? others : code === unknown?.code ? [code] : [...others, code]
    page.typeAnswer(question.code, {value: now.join(' ')})
  }
  return html`<fieldset
      class="ecl-form-group ${invalid(errors, VALUE) === 'true' ? 'imi-group--error' : ''}"
      id="answers-0-value"
      aria-describedby=${describedBy(errors, VALUE, 'answers-0-value-hint')}
    >
      <legend class="ecl-form-label">${t('Your answer')}</legend>
      <div class="ecl-help-block" id="answers-0-value-hint">
        ${files.length
          ? t('Choose the files that answer this question.')
          : t('Attach the document below, then choose it here.')}
      </div>
      ${fieldError(errors, VALUE)}
      <div class="imi-choices">
        ${question.options.map(
          ({code, text}) =>
            html`<label class="imi-choice"
              ><input
                type="checkbox"
                value=${code}
                .checked=${live(chosen.has(code))}
                @change=${(/** @type {any} */ event) => choose(code, event.target.checked)}
              /><span><bdi>${text}</bdi></span></label
            >`,
        )}
      </div>
    </fieldset>
    ${ofReply(page)}`
}

/**
 * Return the field for words beside the answer.
 *
 * @param {CaseElement} page
 * @param {Question} question
 */
export function commentField(page, question) {
  return textField(page, question, {part: 'comment', pointer: COMMENT, label: t('Comment'), optional: true})
}

/**
 * @param {CaseElement} page
 * @param {Question} question
 * @param {{part: 'value' | 'comment', pointer: string, label: string, optional?: boolean}} field
 */
function textField(page, question, {part, pointer, label, optional}) {
  const {code} = question
  const given = page.file.answers.of(code)
  const errors = page.answerErrors(code)
  const writtenIn = languageOf(question, given)
  const id = `answers-0-${part}`
  return html`<div class="ecl-form-group ${invalid(errors, pointer) === 'true' ? 'imi-group--error' : ''}">
    <label class="ecl-form-label" for=${id}
      >${label} ${optional ? html`<span class="imi-optional">${t('(optional)')}</span>` : nothing}</label
    >
    ${fieldError(errors, pointer)}
    <textarea
      class="ecl-text-area ecl-text-area--l"
      id=${id}
      rows="4"
      dir="auto"
      lang=${writtenIn}
      aria-describedby=${describedBy(errors, pointer)}
      aria-invalid=${invalid(errors, pointer)}
      .value=${live(given[part])}
      @input=${(/** @type {Event} */ event) => {
        const {value} = /** @type {HTMLTextAreaElement} */ (event.target)
        page.typeAnswer(code, {[part]: value, language: writtenIn})
      }}
    ></textarea>
  </div>`
}

/**
 * Ask in which language the words are; only words have one.
 *
 * @param {CaseElement} page
 * @param {Question} question
 */
export function languageField(page, question) {
  const given = page.file.answers.of(question.code)
  if (!hasWords(question, given)) return nothing
  const chosen = languageOf(question, given)
  return html`<div class="ecl-form-group">
    <label class="ecl-form-label" for="answer-language">${t('Language of your text')}</label>
    <div class="ecl-select__container ecl-select__container--m">
      <select
        class="ecl-select"
        id="answer-language"
        @change=${(/** @type {Event} */ event) => {
          const {value} = /** @type {HTMLSelectElement} */ (event.target)
          page.typeAnswer(question.code, {language: value})
        }}
      >
        ${page.languages
          .map((code) => ({code, name: languageName(code)}))
          .sort((one, other) => compareText(one.name, other.name))
          .map(({code, name}) => html`<option value=${code} ?selected=${code === chosen}>${name}</option>`)}
      </select>
    </div>
  </div>`
}

/**
 * Return the language of an answer's words; before the first word the reader's own.
 *
 * @param {Question} question
 * @param {Typed} given
 */
function languageOf(question, given) {
  return (hasWords(question, given) && given.language) || language()
}

/**
 * @param {Question} question
 * @param {Typed} given
 */
function hasWords(question, given) {
  return Boolean(given.comment || (isFree(question) && given.value))
}
