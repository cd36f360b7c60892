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
 * @param {boolean} [isWatch] whether they are those of others, which are not opened
 */
export function requestTable(rows, labelledBy, isWatch = false) {
  return html`<div class="imi-scroll" tabindex="0" role="region" aria-labelledby=${labelledBy}>
    <table aria-labelledby=${labelledBy}>
      <thead>
        <tr>
          <th scope="col">${t('Number')}</th>
          ${isWatch ? html`<th scope="col">${t('Waits for')}</th>` : nothing}
          <th scope="col">${isWatch ? t('The other authority') : t('Authority')}</th>
          <th scope="col">${t('Legal area')}</th>
          <th scope="col">${t('Status')}</th>
          <th scope="col">${t('Reply due')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${isWatch ? number(row) : link(row, 'imi-number')}</th>
              ${isWatch ? html`<td>${turn(row)}</td>` : nothing}
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
 * @param {boolean} [isWatch] whether they are those of others, which are not opened
 */
export function requestCards(rows, labelledBy, isWatch = false) {
  return html`<ul class="imi-tasks" aria-labelledby=${labelledBy}>
    ${rows.map(
      (row) =>
        html`<li class="imi-task">
          <div class="imi-task__main">
            ${isWatch ? number(row) : link(row, 'imi-task__link imi-number')}
            ${isWatch ? html`<p>${t('Waits for')}: ${turn(row)}</p>` : nothing}
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
function number({number}) {
  return html`<span class="imi-number" data-number=${number} tabindex="-1">${number}</span>`
}

/**
 * Whose turn it is, with the way to its record.
 *
 * @param {RequestRow} row
 */
function turn({waits_for: authority}) {
  if (!authority) return nothing
  return html`<a class="ecl-link" href=${pageUrl('workspace/authority/', {id: authority.id})}
    >${authorityName(authority)}</a
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
