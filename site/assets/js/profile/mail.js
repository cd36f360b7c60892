/** @import {ProfileElement} from './imi-profile.js' */
/** @import {NoticeRow} from '../types.js' */

import {html, nothing} from 'lit'

import {formatMoment} from '../dates.js'
import {fate} from '../fates.js'
import {N, pageUrl, t} from '../texts.js'

/** @type {Record<string, string>} */
const CHOICES = {
  at_once: N('At once'),
  daily: N('Once a day, on working mornings'),
  none: N('No e-mails'),
}

/**
 * Return how often e-mails come, in words.
 *
 * @param {string} code
 */
export function mailInWords(code) {
  return t(CHOICES[code] ?? '')
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
      <p><a class="ecl-link" href=${`${pageUrl('e-mails/')}#all`}>${t('See an example of every e-mail')}</a></p>
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
function row(notice) {
  const {at, text, number, area_title: area} = notice
  return html`<li>
    <span class="imi-hint"><time datetime=${at}>${formatMoment(at)}</time></span><br />
    ${number ? html`<a class="ecl-link" href=${pageUrl('workspace/case/', {number})}>${number}</a> · ${area} · ` : nothing}${text}<br />
    <span class="imi-hint">${fate(notice)}</span>
  </li>`
}
