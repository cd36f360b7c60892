/** @import {CaseElement} from './imi-case.js' */
/** @import {Question, Request, Typed} from './types.js' */

import {html, nothing} from 'lit'

import {formatDate} from '../dates.js'
import {t} from '../texts.js'
import {languageNote, quote} from './foreign.js'
import * as routes from './routes.js'

/**
 * Return every question with its answer, to be read.
 *
 * @param {Request} request
 */
export function toRead(request) {
  const answers = request.questions.some((question) => question.answer)
  return html`<section class="imi-stack" aria-labelledby="questions">
    <h2 class="imi-h2" id="questions" tabindex="-1">${t('Questions')}</h2>
    ${request.questions.map(
      (question, index) =>
        html`<section class="imi-question">
          <h3 class="imi-question__text">
            <span class="imi-question__number">${index + 1}</span> ${question.text}
          </h3>
          ${wantedTag(request, question)} ${quote(question.comment, request.language)} ${answers ? answerBox(question) : nothing}
        </section>`,
    )}
  </section>`
}

/**
 * Return a mark on a question whose answer does not suffice.
 *
 * @param {Request} request
 * @param {Question} question
 */
export function wantedTag({clarify}, {code}) {
  if (!clarify.includes(code)) return nothing
  return html`<strong class="imi-tag imi-tag--mine">${t('More is wanted')}</strong>`
}

/** @param {Question} question */
function answerBox(question) {
  return question.answer
    ? html`<div class="imi-answer">${answer(question, question.answer)}</div>`
    : html`<div class="imi-answer imi-answer--none">${t('No answer yet')}</div>`
}

/**
 * Return the questions as a list of tasks, each with what is still to do.
 *
 * @param {CaseElement} page
 */
export function toAnswer(page) {
  const {questions} = page.request
  const done = questions.filter(({code}) => page.file.answers.of(code).value).length
  return html`<section class="imi-stack imi-stack--tight" aria-labelledby="questions">
    <h2 class="imi-h2" id="questions" tabindex="-1">${t('Questions')}</h2>
    <p>${t('Answered: {count} of {total}', {count: done, total: questions.length})}</p>
    <ul class="imi-tasks">
      ${questions.map((question, index) => row(page, question, index))}
    </ul>
  </section>`
}

/**
 * @param {CaseElement} page
 * @param {Question} question
 * @param {number} index
 */
function row(page, question, index) {
  const given = page.file.answers.of(question.code)
  const id = `question-${index}-status`
  return html`<li class="imi-task">
    <div class="imi-task__main">
      <a class="imi-task__link" href=${routes.question(index)} aria-describedby=${id}>${question.text}</a>
      ${
        given.value
          ? html`<p class="imi-task__meta">
              <span lang=${valueLanguage(question, given)}>${valueText(question, given)}</span>
            </p>`
          : nothing
      }
    </div>
    <div class="imi-task__side" id=${id}>${status(page, question)}</div>
  </li>`
}

/**
 * @param {CaseElement} page
 * @param {Question} question
 */
function status(page, question) {
  const {code} = question
  const {answers} = page.file
  if (answers.conflict(code))
    return html`<strong class="imi-tag imi-tag--overdue">${t('Choose one answer')}</strong>`
  if (answers.isUnsaved(code))
    return html`<strong class="imi-tag imi-tag--overdue">${t('Not saved')}</strong>`
  if (page.request.clarify.includes(code)) return wantedTag(page.request, question)
  if (answers.of(code).value) return t('Answered')
  return html`<strong class="imi-tag imi-tag--mine">${t('Not answered')}</strong>`
}

/**
 * Return one answer: its value in the reader's language, its words in their own.
 *
 * @param {Question} question
 * @param {Typed & {text?: string}} given
 */
export function answer(question, given) {
  const language = valueLanguage(question, given)
  return html`${
    given.value
      ? html`<p class="imi-answer__value" lang=${language} dir="auto">${valueText(question, given)}</p>`
      : nothing
  }
  ${isFree(question) && !given.comment ? languageNote(given.language) : nothing}
  ${quote(given.comment, given.language)}`
}

/**
 * Return the readable value of an answer.
 *
 * @param {Question} question
 * @param {Typed & {text?: string}} given
 */
export function valueText(question, given) {
  if (isFree(question)) return given.value
  if (question.answer_type === 'document') return documents(question, given)
  const option = question.options.find(({code}) => code === given.value)
  if (question.answer_type === 'date') return option?.text ?? formatDate(given.value)
  return option?.text ?? given.text ?? given.value
}

/**
 * Return the names of the files that answer a question.
 *
 * @param {Question} question
 * @param {Typed & {text?: string}} given
 */
function documents({options}, given) {
  const names = given.value.split(' ').map((id) => options.find(({code}) => code === id)?.text)
  return given.text ?? names.map((name) => name ?? t('Attached file')).join(', ')
}

/**
 * Say whether a question is answered in the writer's own words.
 *
 * @param {Question} question
 */
export function isFree({answer_type}) {
  return answer_type === 'text'
}

/**
 * @param {Question} question
 * @param {Typed} given
 */
function valueLanguage(question, given) {
  return (isFree(question) && given.language) || nothing
}
