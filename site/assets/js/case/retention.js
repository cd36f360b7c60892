/** @import {Request} from './types.js' */

import {html, nothing} from 'lit'

import {formatDate} from '../dates.js'
import {t} from '../texts.js'

/**
 * Say until when the personal data of a request that is over is kept, or that it is gone.
 *
 * @param {Request} request
 */
export function retention(request) {
  const {kept, blocked_on, erased_on} = request
  if (!blocked_on || !erased_on) return nothing
  const blocked = formatDate(blocked_on)
  const erased = formatDate(erased_on)
  const said = {
    all: () => t('Personal data in this request is blocked on {blocked} and erased on {erased}.', {blocked, erased}),
    blocked: () =>
      t('Personal data in this request is blocked: nobody can read it any more. It is erased on {erased}.', {erased}),
    nothing: () => certificate(request, erased),
  }
  return html`<div class="imi-hint" id="retention">
    <p>${said[kept]()}</p>
    ${wanted(request)}
  </div>`
}

/**
 * Say what was erased, when and at whose wish, and what is kept.
 *
 * @param {Request} request
 * @param {string} on
 */
function certificate({erasure_by, state}, on) {
  const early = erasure_by && state === 'closed' ? t('Both authorities wanted it, with the consent of the person concerned.') : ''
  return html`${t('Personal data in this request was erased on {date}: names, texts, answers and attachments.', {date: on})}
  ${t('The number, the authorities, the dates and the codes of the questions are kept.')} ${early}`
}

/** @param {Request} request */
function wanted({erasure_by, kept, side}) {
  if (!erasure_by || kept === 'nothing') return nothing
  if (erasure_by === side)
    return html`<p><strong>${t('Your authority has asked for early erasure. The other authority has to agree.')}</strong></p>`
  return html`<p>
    <strong>${t('The other authority wants the personal data erased early.')}</strong>
    <a href="#erase-early">${t('Agree to the erasure')}</a>
  </p>`
}
