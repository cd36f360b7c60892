/** The steps as a list: which are done, which is now, which are to come. */

import {html} from 'lit'

import {t} from '../texts.js'
import {STEPS, isDone} from './steps.js'

/**
 * @param {object} shown
 * @param {string} shown.step code of the present step
 * @param {import('./drafts.js').Draft | undefined} shown.draft
 * @param {(step: string) => string} shown.address
 * @param {(event: MouseEvent, step: string) => void} shown.go
 */
export function progress({step, draft, address, go}) {
  return html`<nav aria-label=${t('Steps')}>
    <ol class="imi-steps">
      ${STEPS.map(({code, title}) => {
        if (code === step) {
          return html`<li class="imi-step imi-step--now" aria-current="step">${t(title)}</li>`
        }
        if (!draft) return html`<li class="imi-step">${t(title)}</li>`
        return html`<li class="imi-step ${isDone(code, draft) ? 'imi-step--done' : ''}">
          <a href=${address(code)} @click=${(/** @type {MouseEvent} */ event) => go(event, code)}>
            ${t(title)}
            ${isDone(code, draft) ? html`<span class="ecl-u-sr-only">${t('Done')}</span>` : ''}
          </a>
        </li>`
      })}
    </ol>
  </nav>`
}
