/** The steps of a new request, one thing each, in their order. */

import {N} from '../texts.js'

/** @typedef {import('./drafts.js').Draft} Draft */
/** @typedef {{number: string, step: string}} Place where in the new request one is */

export const STEPS = Object.freeze([
  {code: 'area', title: N('Legal area')},
  {code: 'authority', title: N('Country and authority')},
  {code: 'questions', title: N('Questions')},
  {code: 'person', title: N('Person or firm concerned')},
  {code: 'date', title: N('Reason and date')},
  {code: 'check', title: N('Check your answers')},
])

/** Step that confirms what was sent; it stands apart from the steps that write. */
export const SENT = 'sent'

/** @param {string} code */
export function stepAfter(code) {
  return STEPS[placeOf(code) + 1]?.code ?? 'check'
}

/** @param {string} code */
export function stepBefore(code) {
  return STEPS[placeOf(code) - 1]?.code
}

/** @param {string} code */
export function placeOf(code) {
  return STEPS.findIndex((step) => step.code === code)
}

/**
 * Return the place that the address names; without a draft it is always the first step.
 * @param {string} search query string of the page
 * @returns {Place}
 */
export function placeIn(search) {
  const query = new URLSearchParams(search)
  const number = query.get('number') ?? ''
  const step = query.get('step') ?? ''
  if (!number) return {number, step: 'area'}
  return {number, step: step === SENT || placeOf(step) >= 0 ? step : ''}
}

/**
 * Say whether *draft* has what step *code* asks for.
 * @param {string} code
 * @param {Draft} draft
 * @returns {boolean}
 */
export function isDone(code, draft) {
  if (code === 'area') return true
  if (code === 'authority') return draft.asked !== ''
  if (code === 'questions') return draft.questions.length > 0
  if (code === 'person') return Boolean(draft.person?.name) || isDone('date', draft)
  if (code === 'date') return Boolean(draft.reason && draft.proposed_on)
  return false
}

/**
 * Return the step where someone who comes back to *draft* goes on.
 * @param {Draft} draft
 * @param {string} [returnedBy] id of an authority that is not competent
 */
export function nextStep(draft, returnedBy) {
  if (draft.asked && draft.asked === returnedBy) return 'authority'
  return STEPS.find(({code}) => !isDone(code, draft))?.code ?? 'check'
}
