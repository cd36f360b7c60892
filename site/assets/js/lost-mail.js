import {html, nothing} from 'lit'

import {formatNumber} from './dates.js'
import {pageUrl, t} from './texts.js'

/** @typedef {import('./types.js').Task} Task */

/** The kind of task that stands before the requests, because e-mails about them do not arrive. */
export const CORRECT = 'correct_address'

/**
 * Return what an official is told while e-mails to the own address do not arrive.
 *
 * @param {import('./types.js').Me} me
 */
export function lostMail({mail_fails_since: since, mailbox_fails: too, email: address, administrator, id}) {
  if (!since) return nothing
  return html`<div class="ecl-notification ecl-notification--warning" role="status">
    <div class="ecl-notification__content">
      <div class="ecl-notification__title">${t('E-mails to you do not arrive')}</div>
      <div class="ecl-notification__description">
        ${t('They come back from {address}. Ask an administrator of your authority to correct the address. Until then, they go to the mailbox of your authority.', {address})}
        ${too
          ? html`<br /><strong>${t('E-mails to the mailbox of your authority do not arrive either, so nobody gets them now. Look here for yourself.')}</strong>`
          : nothing}
        ${administrator
          ? html`<br /><a href=${`${pageUrl('workspace/people/')}#user-${id}`}>${t('Correct the address, or try it again.')}</a>`
          : nothing}
      </div>
    </div>
  </div>`
}

/**
 * Return at which addresses nothing arrives, for an administrator to correct.
 *
 * @param {Task[]} tasks of all kinds
 */
export function lostAddresses(tasks) {
  const found = tasks.filter(({kind}) => kind === CORRECT)
  if (!found.length) return nothing
  return html`<section aria-labelledby="tasks-lost">
    <h2 class="imi-h2" id="tasks-lost">
      ${t('Addresses to correct')} <span class="imi-count">${formatNumber(found.length)}</span>
    </h2>
    <ul class="imi-tasks">
      ${found.map(row)}
    </ul>
  </section>`
}

/** @param {Task} task */
function row({subject, name, official}) {
  const [address, text] =
    subject === 'mailbox'
      ? [`${pageUrl('workspace/authority/')}#facts`, t('E-mails to the mailbox of your authority do not arrive')]
      : [`${pageUrl('workspace/people/')}#user-${official}`, t('E-mails to {name} do not arrive', {name: name ?? ''})]
  return html`<li class="imi-task">
    <div class="imi-task__main">
      <a class="imi-task__link" href=${address}>${text}</a>
      <p class="imi-task__meta"><span>${t('Correct the address, or try it again.')}</span></p>
    </div>
  </li>`
}
