/** @import {Request} from './types.js' */

import {html, nothing} from 'lit'

import {formatDate} from '../dates.js'
import {t} from '../texts.js'

const WEEKEND = new Set([0, 6])

/**
 * Return the working days from today until a date, by the calendars of both sides.
 *
 * @param {Request} request
 * @param {string} on
 */
export function counted({today, asking_authority: asking, asked_authority: asked}, on) {
  return html`<imi-counted-days
    from=${today}
    to=${on}
    asking=${asking.country}
    asked=${asked?.country ?? ''}
  ></imi-counted-days>`
}

/** @param {string} on */
export function weekendNote(on) {
  const free = on && WEEKEND.has(new Date(on).getUTCDay())
  return free ? html`<p>${t('This date is a Saturday or Sunday.')}</p>` : nothing
}

/**
 * Return a button that takes a date over into the form.
 *
 * @param {string} on
 * @param {() => void} take
 */
export function takeDate(on, take) {
  return html`<p>
    <button class="ecl-button ecl-button--secondary" type="button" @click=${take}>
      ${t('Use this date: {date}', {date: formatDate(on, {weekday: true})})}
    </button>
  </p>`
}
