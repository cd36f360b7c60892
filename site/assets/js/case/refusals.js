/** @import {Request} from './types.js' */

import {ProblemError} from '../api.js'
import {t} from '../texts.js'

const UNANSWERED = /^\/questions\/(\d+)\/answer$/

/**
 * Name the questions that a refused reply lacks as the page shows them: by
 * number and words, not by code.
 *
 * @param {unknown} error
 * @param {Request} request
 */
export function inWords(error, {questions}) {
  if (!(error instanceof ProblemError)) return error
  error.errors = error.errors.map(({pointer, detail}) => {
    const index = Number(UNANSWERED.exec(pointer)?.[1] ?? -1)
    const question = questions[index]?.text
    if (!question) return {pointer, detail}
    return {
      pointer,
      detail: t('Question {number} is not answered: {question}', {number: index + 1, question}),
    }
  })
  return error
}

/**
 * Return the date that the API offers instead of one it refused, if it does.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function suggestedDate(error) {
  return (error instanceof ProblemError && error.problem.suggested_on) || ''
}
