import {html, nothing} from 'lit'

import {daysBetween, daysLeft, formatDate, today} from '../dates.js'

const USUAL = 14
const SOON = 3

/**
 * A bar that empties until *due*, with the days left in words beside it.
 *
 * @param {string | null} due ISO date
 * @param {string | null} [since] moment from which the bar counts
 * @param {string} [now] ISO date of today where the date was set
 */
export function daysLeftBar(due, since, now = today()) {
  if (!due) return nothing
  const left = daysBetween(now, due)
  const whole = Math.max(since ? daysBetween(since, due) : USUAL, left, 1)
  return html`<div class=${mood(left)}>
    <progress
      class="imi-days__bar"
      max=${whole}
      .value=${Math.max(left, 0)}
      aria-hidden="true"
    ></progress>
    <span class="imi-days__text"
      >${daysLeft(due, now)} · <time datetime=${due}>${formatDate(due)}</time></span
    >
  </div>`
}

/** @param {number} left */
function mood(left) {
  if (left < 0) return 'imi-days imi-days--late'
  return left <= SOON ? 'imi-days imi-days--soon' : 'imi-days imi-days--ok'
}
