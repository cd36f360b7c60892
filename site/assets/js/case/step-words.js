/** @import {Request} from './types.js' */

import {N, t} from '../texts.js'

const PLAIN = N('The other authority reads it.')
const EARLY = N('The other authority reads it. Write no names and no personal data.')
const DISPUTED = N(
  'The other authority reads it, and the coordinators if they have to decide. Write no names and no personal data.',
)
const DECIDED = N(
  'Both authorities and the other coordinator read it. Write no names and no personal data.',
)
const INTERNAL = N('Only the authority that waits for your decision reads it.')

/**
 * What the form of each step says: what happens then, and who reads what is written; *final*
 * where nothing leads back. A state or a side after the colon goes before the step alone.
 *
 * @type {Record<string, {heading?: string, told?: string, hint?: string, final?: boolean}>}
 */
const STEPS = {
  withdraw: {
    heading: N('Withdraw the request'),
    hint: N('The responding authority reads it. Write no names and no personal data.'),
    final: true,
  },
  return: {
    told: N(
      'The request goes back to the requesting authority, which can send it to another one. You then no longer see its content.',
    ),
    hint: EARLY,
    final: true,
  },
  forward: {
    heading: N('Forward the request'),
    told: N(
      'The authority that you choose takes your place, and the requesting authority gets an e-mail. You then no longer see the content of the request.',
    ),
    hint: EARLY,
    final: true,
  },
  split: {
    heading: N('Split the request'),
    told: N(
      'The questions that you choose go to another authority as a part of their own, with the same number and a suffix. You no longer answer them. Questions that have an answer already cannot be split off.',
    ),
    hint: N(
      'The requesting authority and the authority that you choose read it. Write no names and no personal data.',
    ),
    final: true,
  },
  allocate: {
    heading: N('Allocate the request'),
    told: N(
      'The colleagues whom you choose see to the request. Others who handle this legal area can still act on it.',
    ),
    hint: N('Choose nobody to take the allocation back.'),
  },
  'propose-date': {
    told: N(
      'The other authority gets an e-mail and agrees or declines. Until then the agreed deadline stays.',
    ),
    hint: PLAIN,
  },
  clarify: {
    told: N(
      'The responding authority gets an e-mail and a new deadline. It adds to its answers, or says why it does not.',
    ),
    hint: DISPUTED,
  },
  refuse: {
    told: N(
      'Your answers stay as they are. The requesting authority closes the request or refers it to the coordinators.',
    ),
    hint: DISPUTED,
    final: true,
  },
  refer: {
    told: N(
      'The coordinators decide whether the reply suffices. They see the questions and the answers, but not whom the request concerns.',
    ),
    hint: DISPUTED,
    final: true,
  },
  uphold: {
    told: N('The requesting authority can then close the request.'),
    hint: DECIDED,
    final: true,
  },
  'send-back': {
    told: N(
      'If the responding authority has a coordinator of its own, that one decides next. Otherwise the responding authority has to add to its answers.',
    ),
    hint: DECIDED,
    final: true,
  },
  'send-back:asked_coordinator': {
    told: N('The responding authority has to add to its answers.'),
    hint: DECIDED,
    final: true,
  },
  approve: {
    told: N('The request is sent to the responding authority at once.'),
    hint: INTERNAL,
    final: true,
  },
  'approve:reply_approval': {
    told: N(
      'The reply is sent to the requesting authority at once. You then no longer see the answers.',
    ),
    hint: INTERNAL,
    final: true,
  },
  reject: {
    told: N('It goes back with your comment, can be changed, and can then be handed in again.'),
    hint: INTERNAL,
  },
  'take-back': {
    told: N('It no longer waits for approval. You can change it and hand it in again.'),
  },
  remind: {
    told: N(
      'The other authority gets an e-mail that you are waiting. You can send another one after three days.',
    ),
  },
  'erase-early': {
    heading: N('Erase the personal data early'),
    told: N(
      'If the other authority agrees, names, texts, answers and attachments are erased at once and for good. The number, the authorities, the dates and the codes of the questions are kept.',
    ),
    hint: EARLY,
    final: true,
  },
  'erase-early:withdrawn': {
    heading: N('Erase the personal data early'),
    told: N(
      'Names, texts and attachments are erased at once and for good. The number, the authorities, the dates and the codes of the questions are kept.',
    ),
    hint: EARLY,
    final: true,
  },
  message: {
    told: N(
      'The other authority gets an e-mail that there is a message. Both authorities find it under what has happened.',
    ),
    hint: PLAIN,
  },
}

/** Steps with which the answers that are saved are lost. */
const LOSING = new Set(['return', 'forward'])

/**
 * Return what the form of a step says.
 *
 * @param {Request} request
 * @param {string} action
 */
export function stepWords({state, side, questions}, action) {
  const {heading, told, hint, final} =
    STEPS[`${action}:${state}`] ?? STEPS[`${action}:${side}`] ?? STEPS[action] ?? {}
  const loses = LOSING.has(action) && questions.some(({answer}) => answer)
  const warning = loses
    ? t('This cannot be undone. Answers that you have saved are deleted.')
    : t('This cannot be undone.')
  return {
    heading: heading && t(heading),
    told: told && t(told),
    hint: hint && t(hint),
    warning: final ? warning : undefined,
  }
}
