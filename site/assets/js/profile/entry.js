/** @import {ProfileElement} from './imi-profile.js' */

import {html, nothing} from 'lit'

import {formatDate, today} from '../dates.js'
import {pageUrl, t} from '../texts.js'

/**
 * Return the official's entry, and the button that says it is right.
 *
 * @param {ProfileElement} page
 */
export function entry(page) {
  const {name, email, confirmed_on, confirmation_due_on: due, training_url: training} = page.me
  return html`<section class="imi-stack imi-stack--tight" aria-labelledby="entry">
    <h2 class="imi-h2" id="entry">${t('Your entry')}</h2>
    <dl class="imi-facts imi-facts--wide">
      <dt>${t('Name')}</dt>
      <dd>${name}</dd>
      <dt>${t('E-mail address')}</dt>
      <dd>${email}</dd>
      <dt>${t('Last confirmed')}</dt>
      <dd>${confirmed_on ? html`<time datetime=${confirmed_on}>${formatDate(confirmed_on)}</time>` : t('Never')}</dd>
    </dl>
    ${training
      ? html`<p>${t('You have access to the training environment.')}
          <a href=${`${training}${pageUrl('workspace/practice/')}`}>${t('Training environment')}</a></p>`
      : nothing}
    <p>
      ${due <= today()
        ? t('Check your entry, your language and your rights. If something is wrong, tell an administrator of your authority.')
        : t('You are asked again on {date}.', {date: formatDate(due)})}
    </p>
    <div class="imi-buttons imi-buttons--close">
      <button
        class="ecl-button ${due <= today() ? 'ecl-button--primary' : 'ecl-button--secondary'}"
        type="button"
        aria-disabled=${page.busy ? 'true' : nothing}
        @click=${() => page.confirm()}
      >
        ${t('Everything is right')}
      </button>
    </div>
  </section>`
}
