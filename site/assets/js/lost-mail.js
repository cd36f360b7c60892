import {html, nothing} from 'lit'

import {pageUrl, t} from './texts.js'

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
