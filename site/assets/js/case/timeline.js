/** @import {CaseEvent, PostedRow, Request} from './types.js' */
/** @import {Entry} from './emails.js' */

import {html, nothing} from 'lit'

import {formatDate, formatMoment} from '../dates.js'
import {t} from '../texts.js'
import {emailList, entries} from './emails.js'
import {quote} from './foreign.js'
import {isRunning} from './words.js'

/**
 * Return the one timeline of a request, oldest first, and what is still ahead.
 *
 * @param {Request} request
 * @param {CaseEvent[]} events
 * @param {PostedRow[]} posted e-mails about it to the own side
 */
export function timeline(request, events, posted) {
  return html`<section class="imi-stack imi-stack--tight" aria-labelledby="timeline">
    <h2 class="imi-h2" id="timeline">${t('What has happened')}</h2>
    <ol class="ecl-timeline imi-timeline">
      ${entries(withoutRepeats(events), posted).map((entry) => line(request, entry))}
      ${isRunning(request) ? ahead(request.due_on ?? '', request.today) : nothing}
    </ol>
  </section>`
}

/**
 * @param {Request} request
 * @param {Entry} entry
 */
function line(request, {at, event, text, emails}) {
  const number = (event ?? emails[0])?.number
  return html`<li class="ecl-timeline__item">
    <time class="ecl-timeline__label" datetime=${at}>${formatMoment(at)}</time>
    <div class="ecl-timeline__title">
      ${text}${number === request.number ? nothing : html` <span class="imi-hint">${number}</span>`}
    </div>
    <div class="ecl-timeline__content">${event ? happened(request, event) : nothing} ${emailList(emails)}</div>
  </li>`
}

/**
 * @param {Request} request
 * @param {CaseEvent} event
 */
function happened(request, event) {
  return html`${event.by.title || event.by.name}${event.official ? html` (${event.official})` : nothing}
    ${dates(event)} ${details(request, event)} ${receipt(event)}`
}

/** @param {CaseEvent} event */
function dates({action, proposed_on, agreed_on}) {
  const on = agreed_on ?? proposed_on
  if (!on) return nothing
  const asked = action === 'propose-date' ? t('New date') : t('Proposed deadline')
  return html`<br />${agreed_on ? t('Agreed deadline') : asked}
    <time datetime=${on}>${formatDate(on)}</time>`
}

/**
 * Return how what was sent has reached whom it was for, as far as that is known.
 *
 * @param {CaseEvent} event
 */
function receipt({receipt}) {
  if (!receipt) return nothing
  return html`${told(t('E-mail handed over'), receipt.delivered_at)} ${told(t('Opened'), receipt.opened_at)}`
}

/**
 * @param {string} what
 * @param {string | null} at
 */
function told(what, at) {
  return at ? html`<p>${what} <time datetime=${at}>${formatMoment(at)}</time></p>` : nothing
}

/**
 * Return what an event carries: for whom it was meant, what was asked for, what was written.
 *
 * @param {Request} request
 * @param {CaseEvent} event
 */
function details(request, event) {
  const known = [...request.questions, ...request.parts.flatMap(({questions}) => questions)]
  const asked = known.filter(({code}) => event.questions.includes(code))
  const {officials, note} = event
  return html`${toWhom(request, event)}
    ${officials.length ? html`<p>${officials.join(', ')}</p>` : nothing}
    ${
      asked.length
        ? html`<ul>
            ${asked.map(({text}) => html`<li>${text}</li>`)}
          </ul>`
        : nothing
    }
    ${note ? quote(note.text, note.language) : nothing} ${sentFiles(event)}`
}

/**
 * Return the files that were sent with a message, to be downloaded.
 *
 * @param {CaseEvent} event
 */
export function sentFiles({number, note}) {
  if (!note?.attachments.length) return nothing
  const items = note.attachments.map((file) => ({...file, condition: 'ready'}))
  return html`<imi-attachments .number=${number} .items=${items}></imi-attachments>`
}

/**
 * Return to whom a request was sent with an event, or who is said to be competent.
 *
 * @param {Request} request
 * @param {CaseEvent} event
 */
export function toWhom({returned}, {action, state, to}) {
  const isReturned = action === 'return'
  const found = to ?? (isReturned ? returned?.suggested : null)
  // What waits for approval is not sent to anybody yet.
  if (!found || state === 'approval') return nothing
  const facts = {authority: found.title || found.name}
  return html`<p>
    ${isReturned ? t('Competent authority: {authority}', facts) : t('Sent to: {authority}', facts)}
  </p>`
}

/**
 * @param {string} due
 * @param {string} today
 */
function ahead(due, today) {
  return html`<li class="ecl-timeline__item imi-timeline__item--ahead">
    <time class="ecl-timeline__label" datetime=${due}>${formatDate(due)}</time>
    <div class="ecl-timeline__title">${due < today ? t('The reply was due') : t('The reply is due')}</div>
  </li>`
}

/**
 * Answers save themselves often: of a run of them by one official the last stays.
 *
 * @param {CaseEvent[]} events
 */
function withoutRepeats(events) {
  return events.filter((event, index) => {
    const next = events[index + 1]
    return !(event.action === 'answer' && next?.action === 'answer' && next.official === event.official)
  })
}
