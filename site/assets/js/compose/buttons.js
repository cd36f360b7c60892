/** The way on and the way back below each step. */

import {html, nothing} from 'lit'

import {submitButton} from '../elements/forms.js'
import {t} from '../texts.js'
import {stepBefore} from './steps.js'

/** @param {import('./imi-new-request.js').NewRequestElement} page */
export function buttons({step, areas, busy, address, followLink}) {
  if (!areas.length) return nothing
  const before = stepBefore(step)
  return html`<div class="imi-buttons">
    ${submitButton({busy}, step === 'check' ? t('Send request') : t('Continue'))}
    ${before
      ? html`<a
          class="imi-back"
          href=${address(before)}
          @click=${(/** @type {MouseEvent} */ event) => followLink(event, before)}
          >${t('Back')}</a
        >`
      : nothing}
  </div>`
}
