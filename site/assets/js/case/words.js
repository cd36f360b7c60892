/** @import {Request} from './types.js' */

import {N, t} from '../texts.js'

const NOTHING = N('You need not do anything now.')

/**
 * What is wanted of the reader, and what happens next: by side and state.
 *
 * @type {Record<string, Record<string, readonly string[]>>}
 */
const WANTED = {
  asking: {
    draft: [
      N('Finish the draft and send it.'),
      N('The responding authority sees nothing until you send it.'),
    ],
    awaiting_acceptance: [
      NOTHING,
      N(
        'The responding authority accepts the request. You get an e-mail with the date by which it will reply.',
      ),
    ],
    accepted: [
      NOTHING,
      N('The responding authority answers the questions. You get an e-mail when it sends the reply.'),
    ],
    partly_answered: [
      NOTHING,
      N('The responding authority answers the questions. You get an e-mail when it sends the reply.'),
    ],
    replied: [
      N('Read the reply and close the request.'),
      N(
        'When you close the request, the responding authority gets an e-mail. Nothing can be changed after that.',
      ),
    ],
    closed: [NOTHING, N('The request is closed. Nothing more can be changed.')],
    withdrawn: [NOTHING, N('The request was withdrawn. Nothing more can be changed.')],
  },
  asked: {
    awaiting_acceptance: [
      N('Check the date and accept the request.'),
      N('After you accept, you see the whole request and can answer the questions.'),
    ],
    accepted: [
      N('Answer the questions and send the reply.'),
      N('The requesting authority sees your answers only when you send the reply.'),
    ],
    partly_answered: [
      N('Answer the questions and send the reply.'),
      N('The requesting authority sees your answers only when you send the reply.'),
    ],
    replied: [
      NOTHING,
      N('The requesting authority reads the reply. You get an e-mail when it closes the request.'),
    ],
    closed: [NOTHING, N('The request is closed. Nothing more can be changed.')],
    withdrawn: [NOTHING, N('The request was withdrawn. Nothing more can be changed.')],
  },
}

const READER = [
  N('You can read this request, but not act on it.'),
  N('A colleague who is a request handler for this legal area can act on it.'),
]

/** @type {Record<string, string>} */
const DONE = {
  accept: N('You have accepted the request.'),
  reply: N('You have sent the reply.'),
  withdraw: N('You have withdrawn the request.'),
  close: N('You have closed the request.'),
}

/** States in which somebody waits for a date. */
const OPEN = new Set(['awaiting_acceptance', 'accepted', 'partly_answered'])

/**
 * Return what is wanted of the reader and what happens next.
 *
 * @param {Request} request
 */
export function wanted(request) {
  const isReader = request.ball_with === ownAuthority(request) && request.actions.length === 0
  const [task = NOTHING, next = ''] = (isReader ? READER : WANTED[request.side]?.[request.state]) ?? []
  return {task: t(task), next: next && t(next)}
}

/**
 * Return what the reader has just done.
 *
 * @param {string} action
 */
export function done(action) {
  return t(DONE[action] ?? action)
}

/**
 * Say whether the request's date still runs.
 *
 * @param {Request} request
 */
export function isRunning(request) {
  return OPEN.has(request.state) && request.due_on !== null
}

/** @param {Request} request */
function ownAuthority(request) {
  const own = request.side === 'asking' ? request.asking_authority : request.asked_authority
  return own?.id
}
