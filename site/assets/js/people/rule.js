/** @import {Team} from '../types.js' */

import {html, nothing} from 'lit'

import {formatDate, today} from '../dates.js'
import {N, t} from '../texts.js'

const LACKS = {
  register: N('An authority needs at least two active users.'),
  make_administrator: N('An authority needs at least two administrators.'),
}
const TO_DO = {
  register: N('Add a colleague. When the invitation has been accepted, this is settled.'),
  make_administrator: N('Make another user administrator.'),
}

/**
 * Say what an authority lacks, what to do about it and until when.
 *
 * @param {Team} team
 */
export function ruleBanner({rule, may_change}) {
  const {way_out: lack, grace_ends_on: end} = rule
  if (!lack) return nothing
  return html`<div class="ecl-notification ecl-notification--warning" id="rule">
    <div class="ecl-notification__content">
      <div class="ecl-notification__title">${t(LACKS[lack])}</div>
      <div class="ecl-notification__description">
        <p>${may_change ? t(TO_DO[lack]) : t('Ask an administrator of your authority.')}</p>
        ${end ? html`<p>${until(end)}</p>` : nothing}
      </div>
    </div>
  </div>`
}

/** @param {string} end ISO date of the last day of grace */
function until(end) {
  if (today() > end) return t('The authority can neither send nor receive new requests.')
  const date = formatDate(end, {weekday: true})
  return t('Until {date} the authority can send and receive requests as before.', {date})
}
