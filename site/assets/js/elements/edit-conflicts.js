/** Where somebody else changed the same meanwhile: both versions, and the choice. */

import {html, nothing} from 'lit'

import {t} from '../texts.js'

/**
 * @typedef {object} Page that holds what is typed
 * @property {import('../authority/edits.js').Edits} edits
 * @property {(name: string, choice: 'mine' | 'theirs') => unknown} settle
 */

/**
 * @param {Page} page
 * @param {(name: string) => string} labelOf what a field is called
 * @param {(name: string, value: any) => unknown} shown what stands in it, in words
 */
export function editConflicts(page, labelOf, shown) {
  if (!page.edits.conflicts.size) return nothing
  const version = (
    /** @type {string} */ name,
    /** @type {'mine' | 'theirs'} */ choice,
    /** @type {string} */ label,
    /** @type {string} */ button,
  ) => html`<div class="imi-summary__row">
    <dt>${label}</dt>
    <dd>${shown(name, choice === 'mine' ? page.edits.value(name) : page.edits.stored[name])}</dd>
    <dd class="imi-summary__action">
      <button class="ecl-button ecl-button--secondary" type="button" @click=${() => page.settle(name, choice)}>
        ${button}
      </button>
    </dd>
  </div>`
  return html`<section class="imi-card imi-stack" aria-labelledby="conflict">
    <h2 class="imi-h2" id="conflict" tabindex="-1">${t('Somebody else has changed the same meanwhile')}</h2>
    <p>${t('Choose for each what is to stand, then save. Everything else is already merged.')}</p>
    ${[...page.edits.conflicts].map(
      (name) => html`<div role="group" aria-label=${labelOf(name)}>
        <h3 class="imi-h3">${labelOf(name)}</h3>
        <dl class="imi-summary">
          ${version(name, 'theirs', t('Saved by somebody else'), t('Take this version'))}
          ${version(name, 'mine', t('Typed by you'), t('Keep my version'))}
        </dl>
      </div>`,
    )}
  </section>`
}
