import {html, nothing} from 'lit'

import {formatMoment} from './dates.js'
import {N, t} from './texts.js'

/** @type {Record<string, string>} */
const FATES = {
  held: N('Waits for the next e-mail'),
  sent: N('E-mail sent'),
  delivered: N('E-mail delivered'),
  bounced: N('E-mail came back'),
  complained: N('Reported as unwanted'),
  unreachable: N('E-mail not sent'),
  refused: N('Not sent: the address is not valid'),
  failed: N('Could not be sent'),
  dropped: N('E-mail not sent'),
}

/** What its reader has not got. */
const LOST = new Set(['bounced', 'unreachable', 'refused', 'failed'])

/**
 * Return what has become of an e-mail, and when.
 *
 * @param {{fate: string, due_at: string | null, sent_at: string | null}} letter
 */
export function fate({fate, due_at: due, sent_at: sent}) {
  const moment = sent ?? due
  return html`${t(FATES[fate] ?? '')}${moment
    ? html`: <time datetime=${moment}>${formatMoment(moment)}</time>`
    : nothing}`
}

/**
 * Return whether the reader of an e-mail has not got it.
 *
 * @param {{fate: string}} letter
 */
export function isLost({fate}) {
  return LOST.has(fate)
}
