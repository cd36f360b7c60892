/** @import {Request} from './types.js' */

import {N, t} from '../texts.js'

const NOTHING = N('You need not do anything now.')
const CLOSED = N('The request is closed. Nothing more can be changed.')
const WITHDRAWN = N('The request was withdrawn. Nothing more can be changed.')
const ANSWERED_NEXT = N(
  'The responding authority answers the questions. You get an e-mail when it sends the reply.',
)
const ANSWER = N('Answer the questions and send the reply.')
const ANSWERS_SEEN = N('The requesting authority sees your answers only when you send the reply.')

/** @type {Record<string, readonly string[]>} */
const COORDINATED = {
  closed: [NOTHING, CLOSED],
  withdrawn: [NOTHING, WITHDRAWN],
}

/** @type {readonly string[]} */
const DECIDE = [N('Decide whether the reply suffices.'), N('Both authorities see your decision.')]

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
    approval: [
      NOTHING,
      N(
        'Your coordinator decides whether the request is sent. You get an e-mail if it is not approved.',
      ),
    ],
    awaiting_acceptance: [
      NOTHING,
      N(
        'The responding authority accepts the request. You get an e-mail with the date by which it will reply.',
      ),
    ],
    accepted: [NOTHING, ANSWERED_NEXT],
    partly_answered: [NOTHING, ANSWERED_NEXT],
    reply_approval: [
      NOTHING,
      N('A coordinator checks the reply. You get an e-mail when it is sent.'),
    ],
    replied: [
      N('Read the reply and close the request.'),
      N(
        'When you close the request, the responding authority gets an e-mail. Nothing can be changed after that.',
      ),
    ],
    clarification: [
      NOTHING,
      N(
        'The responding authority adds to its answers, or says why it does not. You get an e-mail.',
      ),
    ],
    clarification_refused: [
      N('Close the request, or refer it to the coordinators.'),
      N('If you refer it, the coordinators decide whether the reply suffices.'),
    ],
    referred: [
      NOTHING,
      N('The coordinators decide whether the reply suffices. You get an e-mail if it does.'),
    ],
    closed: [NOTHING, CLOSED],
    withdrawn: [NOTHING, WITHDRAWN],
  },
  asked: {
    awaiting_acceptance: [
      N('Check the date and accept the request.'),
      N('After you accept, you see the whole request and can answer the questions.'),
    ],
    accepted: [ANSWER, ANSWERS_SEEN],
    partly_answered: [ANSWER, ANSWERS_SEEN],
    reply_approval: [
      NOTHING,
      N(
        'Your coordinator decides whether the reply is sent. You get an e-mail if it is not approved.',
      ),
    ],
    replied: [
      NOTHING,
      N('The requesting authority reads the reply. You get an e-mail when it closes the request.'),
    ],
    clarification: [
      N('Add to your answers and send the reply again.'),
      N('The requesting authority sees the new answers only when you send the reply.'),
    ],
    clarification_refused: [
      NOTHING,
      N('The requesting authority closes the request or refers it to the coordinators.'),
    ],
    referred: [
      NOTHING,
      N(
        'The coordinators decide whether the reply suffices. You get an e-mail if more is wanted.',
      ),
    ],
    closed: [NOTHING, CLOSED],
    withdrawn: [NOTHING, WITHDRAWN],
  },
  asking_coordinator: {
    approval: [
      N('Check the request and decide whether it is sent.'),
      N(
        'If you approve it, it goes to the responding authority. Otherwise it goes back with your comment.',
      ),
    ],
    referred: DECIDE,
    ...COORDINATED,
  },
  asked_coordinator: {
    reply_approval: [
      N('Check the reply and decide whether it is sent.'),
      N(
        'If you approve it, it goes to the requesting authority. Otherwise it goes back with your comment.',
      ),
    ],
    referred: DECIDE,
    ...COORDINATED,
  },
}

const COORDINATOR = [
  NOTHING,
  N('You see this request as a coordinator. You get an e-mail when you have to decide.'),
]

const FORMER = [
  NOTHING,
  N(
    'Your authority has returned or forwarded this request. You see what it did with it, but no longer its content.',
  ),
]

const RETURNED = [
  N('Choose the competent authority and send the request again.'),
  N('The responding authority sees nothing until you send it.'),
]

const PARTS_OPEN = [
  NOTHING,
  N('Other authorities still answer parts of this request. When these are closed, you can close it.'),
]

const OFFERED = [
  N('Agree to the proposed date, or decline it.'),
  ANSWERED_NEXT,
]

const READS = N('You can read this request, but not act on it.')
const ALLOCATES = N('You can allocate this request.')
const COLLEAGUE = N('A colleague who is a request handler for this legal area can act on it.')
const DECIDER = N(
  'A colleague who is an approver or referral handler for this legal area can decide.',
)

/** Steps that lead a request on; what is wanted of the reader is one of them. */
export const LEADING = new Set([
  'send',
  'approve',
  'reject',
  'accept',
  'answer',
  'reply',
  'close',
  'refer',
  'uphold',
  'send-back',
])

/** @type {Record<string, string>} */
const DONE = {
  accept: N('You have accepted the request.'),
  reply: N('You have sent the reply.'),
  'reply:reply_approval': N(
    'You have handed in the reply. Your coordinator decides whether it is sent.',
  ),
  withdraw: N('You have withdrawn the request.'),
  close: N('You have closed the request.'),
  return: N('You have returned the request.'),
  forward: N('You have forwarded the request.'),
  split: N('You have split the request.'),
  allocate: N('The allocation is saved.'),
  'propose-date': N('You have proposed another date.'),
  'agree-date': N('You have agreed to the date.'),
  'decline-date': N('You have declined the date. The agreed deadline stays.'),
  clarify: N('You have asked for clarification.'),
  refuse: N('You have refused clarification.'),
  refer: N('You have referred the request to the coordinators.'),
  uphold: N('You have decided that the reply suffices.'),
  'send-back': N('You have decided that more must be answered.'),
  approve: N('You have given your approval.'),
  reject: N('You have not given your approval.'),
  remind: N('You have sent a reminder.'),
  'take-back': N('You have taken it back. You can change it and hand it in again.'),
  message: N('You have sent the message.'),
  'erase-early': N('You have asked for the erasure. The other authority has to agree.'),
}

/** States in which somebody waits for a date. */
const OPEN = new Set(['awaiting_acceptance', 'accepted', 'partly_answered', 'clarification'])

/**
 * Return what is wanted of the reader and what happens next.
 *
 * @param {Request} request
 * @param {string} own  Id of the authority for which the reader acts.
 */
export function wanted(request, own) {
  const [task = NOTHING, next = ''] = found(request, own)
  return {task: t(task), next: next && t(next)}
}

/**
 * @param {Request} request
 * @param {string} own
 * @returns {readonly string[]}
 */
function found(request, own) {
  const {side, state, actions} = request
  const may = (/** @type {string} */ action) => actions.some((one) => one.action === action)
  const coordinates = side === 'asking_coordinator' || side === 'asked_coordinator'
  const isOurs = request.ball_with === own
  if (side === 'former') return FORMER
  if (isOurs && state === 'replied' && actions.length && request.parts.some(({over}) => !over)) return PARTS_OPEN
  if (isOurs && !actions.some(({action}) => LEADING.has(action)))
    return [may('allocate') ? ALLOCATES : READS, coordinates ? DECIDER : COLLEAGUE]
  if (state === 'draft' && request.returned) return RETURNED
  if (side === 'asking' && may('agree-date')) return OFFERED
  const words = WANTED[side]?.[state]
  const decided = state === 'closed' || state === 'withdrawn'
  return coordinates && !(words && (isOurs || decided)) ? COORDINATOR : (words ?? [])
}

/**
 * Return what the reader has just done.
 *
 * @param {string} action
 * @param {Request} request
 */
export function done(action, {state, kept}) {
  if (action === 'erase-early' && kept === 'nothing') return t('The personal data is erased.')
  return t(DONE[`${action}:${state}`] ?? DONE[action] ?? action)
}

/**
 * Say whether the request's date still runs.
 *
 * @param {Request} request
 */
export function isRunning(request) {
  return OPEN.has(request.state) && request.due_on !== null
}
