import {html, nothing} from 'lit'

import {formatDate} from '../dates.js'
import {pageUrl, t} from '../texts.js'
import {authorityName} from './authority.js'
import {daysLeftBar} from './days-left.js'
import {stateTag, urgentTag} from './state-tag.js'

/** @typedef {import('../types.js').RequestRow} RequestRow */

/** States in which the date of the reply runs. */
const OPEN = new Set([
  'awaiting_acceptance', 'accepted', 'partly_answered', 'reply_approval', 'clarification',
])

/**
 * Requests as a table, for screens wide enough.
 *
 * @param {RequestRow[]} rows
 * @param {string} labelledBy id of what names the table
 */
export function requestTable(rows, labelledBy) {
  return html`<div class="imi-scroll" tabindex="0" role="region" aria-labelledby=${labelledBy}>
    <table aria-labelledby=${labelledBy}>
      <thead>
        <tr>
          <th scope="col">${t('Number')}</th>
          <th scope="col">${t('Authority')}</th>
          <th scope="col">${t('Legal area')}</th>
          <th scope="col">${t('Status')}</th>
          <th scope="col">${t('Reply due')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${link(row, 'imi-number')}</th>
              <td>${counterpart(row)}</td>
              <td>${row.area_title}</td>
              <td>${stateTag(row.state, row.state_label)} ${row.urgent ? urgentTag() : nothing}</td>
              <td>${due(row)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/**
 * Requests as cards, for a narrow screen.
 *
 * @param {RequestRow[]} rows
 * @param {string} labelledBy id of what names the list
 */
export function requestCards(rows, labelledBy) {
  return html`<ul class="imi-tasks" aria-labelledby=${labelledBy}>
    ${rows.map(
      (row) =>
        html`<li class="imi-task">
          <div class="imi-task__main">
            ${link(row, 'imi-task__link imi-number')}
            <p class="imi-task__meta"><span>${row.area_title}</span> ${counterpart(row)}</p>
          </div>
          <div class="imi-task__side">
            ${row.urgent ? urgentTag() : nothing} ${stateTag(row.state, row.state_label)}
            ${due(row)}
          </div>
        </li>`,
    )}
  </ul>`
}

/**
 * @param {RequestRow} row
 * @param {string} look
 */
function link({number, state}, look) {
  const page = state === 'draft' ? 'new' : 'case'
  return html`<a
    class=${look}
    data-number=${number}
    href=${pageUrl(`workspace/${page}/`, {number})}
    >${number}</a
  >`
}

/** @param {RequestRow} row */
function counterpart(row) {
  return row.counterpart
    ? authorityName(row.counterpart)
    : html`<span class="imi-hint">${t('No authority chosen yet')}</span>`
}

/** @param {RequestRow} row */
function due({state, due_on, sent_at}) {
  if (!due_on) return nothing
  if (OPEN.has(state)) return daysLeftBar(due_on, sent_at)
  return html`<time datetime=${due_on}>${formatDate(due_on)}</time>`
}
