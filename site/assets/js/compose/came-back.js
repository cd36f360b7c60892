/** What is said of a draft that was sent before and came back: by whom, when, why, and where to next. */

import {html, nothing} from 'lit'

import {get} from '../api.js'
import {formatMoment} from '../dates.js'
import {authorityName} from '../elements/authority.js'
import {t} from '../texts.js'

/** @typedef {import('../types.js').CaseEvent} CaseEvent */
/** @typedef {import('../types.js').Request} Request */

const MOST_PAGES = 20

/**
 * Return the event with which a coordinator last rejected the request; null if that is not known.
 * @param {string} number
 * @returns {Promise<CaseEvent | null>}
 */
export async function lastRejection(number) {
  /** @type {CaseEvent | null} */
  let last = null
  let cursor = null
  try {
    for (let read = 0; read < MOST_PAGES; read += 1) {
      const {body} = await get(`/requests/${number}/events`, {query: {limit: 100, cursor}})
      last = body.items.findLast((/** @type {CaseEvent} */ {action}) => action === 'reject') ?? last
      cursor = body.next
      if (!cursor) return last
    }
    return last
  } catch (error) {
    console.warn('it cannot be said when the request came back', error)
    return null
  }
}

/** @param {import('./imi-new-request.js').NewRequestElement} page */
export function cameBack(page) {
  const {keeper, backBy} = page
  const returned = keeper?.request.returned
  if (returned) return returnedCard(page, returned)
  return keeper && backBy ? rejectedCard(backBy) : nothing
}

/**
 * @param {import('./imi-new-request.js').NewRequestElement} page
 * @param {NonNullable<Request['returned']>} returned
 */
function returnedCard(page, {by, reason, language, suggested, at}) {
  return card(
    t('Returned as not competent'),
    html`${row(t('Returned by'), authorityName(by))} ${when(t('Returned on'), at)}
    ${row(t('Reason'), quote(reason, language))}
    ${suggested ? row(t('Suggested authority'), authorityName(suggested)) : nothing}`,
    suggested ? sendInstead(page, suggested) : chooseAnother(page),
  )
}

/** @param {CaseEvent} event */
function rejectedCard(event) {
  const {by, note} = event
  return card(
    t('Not approved'),
    html`${row(t('Coordinator'), authorityName(by))} ${when(t('Date'), event.at)}
    ${note ? row(t('Comment'), quote(note.text, note.language)) : nothing}`,
    html`<p>${t('Change what the coordinator says, and send the request again.')}</p>`,
  )
}

/**
 * @param {import('./imi-new-request.js').NewRequestElement} page
 * @param {import('../types.js').AuthoritySummary} suggested
 */
function sendInstead(page, suggested) {
  if (page.draft?.asked === suggested.id) return nothing
  return html`<p>${t('You check everything once more before it is sent.')}</p>
    <div class="imi-buttons">
      <button
        class="ecl-button ecl-button--primary"
        type="button"
        @click=${() => page.sendInstead(suggested)}
      >
        ${t('Send to {authority} instead', {authority: suggested.title || suggested.name})}
      </button>
    </div>`
}

/** @param {import('./imi-new-request.js').NewRequestElement} page */
function chooseAnother({draft, returnedBy, step, address, followLink}) {
  if (draft?.asked !== returnedBy) return nothing
  const text = t('Choose another authority. Everything else is kept.')
  if (step === 'authority') return html`<p>${text}</p>`
  const go = (/** @type {MouseEvent} */ event) => followLink(event, 'authority')
  return html`<p><a href=${address('authority')} @click=${go}>${text}</a></p>`
}

/**
 * @param {string} heading
 * @param {unknown} rows
 * @param {unknown} way on from here
 */
function card(heading, rows, way) {
  return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="came-back">
    <h2 class="imi-h2" id="came-back">${heading}</h2>
    <dl class="imi-summary">${rows}</dl>
    ${way}
  </section>`
}

/**
 * @param {string} label
 * @param {unknown} value
 */
function row(label, value) {
  return html`<div class="imi-summary__row"><dt>${label}</dt><dd>${value}</dd></div>`
}

/**
 * @param {string} label
 * @param {string | null} at
 */
function when(label, at) {
  return at ? row(label, html`<time datetime=${at}>${formatMoment(at)}</time>`) : nothing
}

/**
 * @param {string} text
 * @param {string} language
 */
function quote(text, language) {
  return html`<blockquote class="imi-quote" lang=${language} dir="auto">${text}</blockquote>`
}
