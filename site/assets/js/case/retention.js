/** @import {Request} from './types.js' */

import {html, nothing} from 'lit'

import {formatDate} from '../dates.js'
import {t} from '../texts.js'

/**
 * Say until when the personal data of a request that is over is kept, or that it is gone.
 *
 * @param {Request} request
 */
export function retention({kept, blocked_on, erased_on}) {
  if (!blocked_on || !erased_on) return nothing
  const blocked = formatDate(blocked_on)
  const erased = formatDate(erased_on)
  const said = {
    all: () => t('Personal data in this request is blocked on {blocked} and erased on {erased}.', {blocked, erased}),
    blocked: () =>
      t('Personal data in this request is blocked: nobody can read it any more. It is erased on {erased}.', {erased}),
    nothing: () => t('Personal data in this request is erased.'),
  }
  return html`<p class="imi-hint" id="retention">${said[kept]()}</p>`
}
