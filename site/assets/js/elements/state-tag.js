import {html} from 'lit'

import {N, t} from '../texts.js'

/** @type {Record<string, string>} */
const NAMES = {
  draft: N('Draft'),
  approval: N('Awaiting approval'),
  awaiting_acceptance: N('Awaiting acceptance'),
  accepted: N('Accepted'),
  partly_answered: N('Partially answered'),
  reply_approval: N('Reply awaiting approval'),
  replied: N('Reply sent'),
  clarification: N('Clarification requested'),
  clarification_refused: N('Clarification refused'),
  referred: N('Referred to coordinator'),
  closed: N('Closed'),
  withdrawn: N('Withdrawn'),
}

/** States in the order of a request's life. */
export const STATES = Object.keys(NAMES)

/** States that the asked authority never sees. */
export const UNSENT = new Set(['draft', 'approval'])

/** @param {string} state */
export function stateName(state) {
  return t(NAMES[state] ?? state)
}

/**
 * @param {string} state
 * @param {string} [label] as the API words it
 */
export function stateTag(state, label = stateName(state)) {
  return html`<strong class="imi-tag imi-tag--${state}">${label}</strong>`
}

export function urgentTag() {
  return html`<strong class="imi-tag imi-tag--urgent">${t('Urgent')}</strong>`
}
