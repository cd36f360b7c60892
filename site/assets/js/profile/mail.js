/** @import {ProfileElement} from './imi-profile.js' */
/** @import {NoticeRow} from '../types.js' */

import {html, nothing} from 'lit'

import {formatMoment} from '../dates.js'
import {N, pageUrl, t} from '../texts.js'

/** @type {Record<string, string>} */
const CHOICES = {
  at_once: N('At once'),
  daily: N('Once a day, on working mornings'),
  none: N('No e-mails'),
}

/** @type {Record<string, string>} */
const FATES = {
  held: N('Waits for the next e-mail'),
  sent: N('E-mail sent'),
  delivered: N('E-mail delivered'),
  bounced: N('E-mail came back'),
  complained: N('Reported as unwanted'),
  unreachable: N('E-mail not sent'),
  refused: N('Not sent: the address is not valid'),
  failed: N('Could not be sent'),
  dropped: N('E-mail not sent'),
}

/**
 * Return the form for how often e-mails come, and those of late.
 *
 * @param {ProfileElement} page
 */
export function mailForm(page) {
  return html`<form
      class="imi-form"
      id="mail"
      novalidate
      aria-labelledby="mail-title"
      @submit=${(/** @type {Event} */ event) => {
        event.preventDefault()
        void page.saveMail()
      }}
    >
      <h2 class="imi-h2" id="mail-title">${t('E-mails')}</h2>
      <fieldset class="ecl-form-group" aria-describedby="mail-hint">
        <legend class="ecl-form-label">${t('When do you want e-mails about requests?')}</legend>
        <div class="ecl-help-block" id="mail-hint">
          ${t('What carries a deadline reaches the mailbox of your authority in any case. You get no e-mail about what you do yourself, and reminders in working hours only.')}
        </div>
        <div class="imi-choices">
          ${Object.entries(CHOICES).map(
            ([code, words]) =>
              html`<label class="imi-choice"
                ><input
                  type="radio"
                  name="mail"
                  value=${code}
                  .checked=${page.mail === code}
                  @change=${() => page.chooseMail(code)}
                /><span>${t(words)}</span></label
              >`,
          )}
        </div>
      </fieldset>
      <div class="imi-buttons imi-buttons--close">
        <button class="ecl-button ecl-button--secondary" type="submit" aria-disabled=${page.busy ? 'true' : nothing}>
          ${t('Save choice')}
        </button>
      </div>
    </form>
    ${latest(page)}`
}

/** @param {ProfileElement} page */
function latest({notices}) {
  return html`<section class="imi-stack imi-stack--tight" aria-labelledby="latest">
    <h2 class="imi-h2" id="latest">${t('Your latest e-mails')}</h2>
    ${
      notices.length
        ? html`<ul class="imi-plain imi-stack imi-stack--tight">
            ${notices.map(row)}
          </ul>`
        : html`<p>${t('You have not been sent any e-mails yet.')}</p>`
    }
  </section>`
}

/** @param {NoticeRow} notice */
function row({at, text, number, area_title: area, fate, due_at: due, sent_at: sent}) {
  const moment = sent ?? due
  return html`<li>
    <span class="imi-hint"><time datetime=${at}>${formatMoment(at)}</time></span><br />
    ${number ? html`<a class="ecl-link" href=${pageUrl('workspace/case/', {number})}>${number}</a> · ${area} · ` : nothing}${text}<br />
    <span class="imi-hint"
      >${t(FATES[fate] ?? '')}${moment ? html`: <time datetime=${moment}>${formatMoment(moment)}</time>` : nothing}</span
    >
  </li>`
}
