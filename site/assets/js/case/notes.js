/** @import {CaseEvent, Request} from './types.js' */

import {html, nothing} from 'lit'

import {formatMoment} from '../dates.js'
import {t} from '../texts.js'
import {quote} from './foreign.js'
import {sentFiles, toWhom} from './timeline.js'

/** Steps that leave a request where it is; what was written with them is elsewhere. */
export const BESIDE = new Set([
  'allocate',
  'answer',
  'propose-date',
  'agree-date',
  'decline-date',
  'remind',
  'message',
])

/**
 * Return the messages of others that the reader's own side has not done anything after.
 *
 * @param {Request} request
 * @param {CaseEvent[]} events
 * @param {string} own  Id of the authority for which the reader acts.
 */
export function messages(request, events, own) {
  const its = events.filter(({number}) => number === request.number)
  const since = its.findLastIndex(({by}) => by.id === own)
  return its
    .slice(since + 1)
    .filter(({action, note}) => action === 'message' && note)
    .map((event) => section(request, {...event, text: t('New message')}))
}

/** Steps before which everything is settled. */
const SETTLING = new Set(['send', 'approve', 'accept', 'reply'])

/**
 * Return to whose turn it is what was written with the steps that led there: why the request
 * came back, or what is still wanted of the answers.
 *
 * @param {Request} request
 * @param {CaseEvent[]} events
 * @param {string} own  Id of the authority for which the reader acts.
 */
export function notes(request, events, own) {
  if (request.ball_with !== own) return nothing
  const its = events.filter(({number, part}) => number === request.number && !part)
  const since = its.findLastIndex(({action}) => SETTLING.has(action))
  return its
    .slice(since + 1)
    .filter(({action}) => !BESIDE.has(action))
    .map((event) => (event.note ? section(request, event) : nothing))
}

/**
 * @param {Request} request
 * @param {CaseEvent} event
 */
function section(request, event) {
  const {text, by, at, note} = event
  return html`<section class="imi-stack imi-stack--tight">
    <h2 class="imi-h2">${text}</h2>
    <p class="imi-hint">${by.title || by.name}, <time datetime=${at}>${formatMoment(at)}</time></p>
    ${quote(note?.text, note?.language ?? '')} ${sentFiles(event)} ${toWhom(request, event)}
  </section>`
}
