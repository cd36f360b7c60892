/** @import {CaseEvent, PostedRow} from './types.js' */

import {html, nothing} from 'lit'

import {fate, isLost} from '../fates.js'
import {t} from '../texts.js'

/**
 * One line of the timeline: something that happened, or what the clock alone has set off.
 *
 * @typedef {{at: string, event?: CaseEvent, text: string, emails: PostedRow[]}} Entry
 */

/**
 * Return *events* with the e-mails about each, and reminders of the clock between them, oldest first.
 *
 * @param {CaseEvent[]} events
 * @param {PostedRow[]} posted
 * @returns {Entry[]}
 */
export function entries(events, posted) {
  /** @type {Entry[]} */
  const found = events.map((event) => ({at: event.at, event, text: event.text, emails: []}))
  // What splits off a part is an event of the whole, and tells of the part.
  const known = new Map(found.flatMap((entry) => [[entry.at, entry], [`${entry.at} ${entry.event?.number}`, entry]]))
  for (const email of posted) {
    const keys = [`${email.at} ${email.number}`, email.at]
    const key = keys.find((each) => known.has(each)) ?? `${email.at} ${email.number} ${email.topic}`
    let entry = known.get(key)
    if (!entry) {
      entry = {at: email.at, text: email.text, emails: []}
      known.set(key, entry)
      found.push(entry)
    }
    entry.emails.push(email)
  }
  return found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

/**
 * Return to whom of the own side an e-mail went, and what has become of each; open where one is lost.
 *
 * @param {PostedRow[]} emails
 */
export function emailList(emails) {
  if (!emails.length) return nothing
  return html`<details class="imi-details" ?open=${emails.some(isLost)}>
    <summary>${t('E-mails to your authority')}</summary>
    <ul class="imi-emails">
      ${emails.map((email) => html`<li class=${isLost(email) ? 'imi-emails__lost' : nothing}>${whom(email)} – ${fate(email)}</li>`)}
    </ul>
  </details>`
}

/** @param {PostedRow} email */
function whom({official, to_mailbox: isMailbox}) {
  return isMailbox ? t('Mailbox of the authority') : (official ?? t('A colleague who has left'))
}
