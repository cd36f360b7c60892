/** Where somebody else changed the same entry meanwhile: both versions, and the choice. */

import {html, nothing} from 'lit'

import {t} from '../texts.js'
import {LABELS} from './entry-form.js'

/** @param {import('./imi-entries.js').EntriesElement} page */
export function conflicts(page) {
  if (!page.edits.conflicts.size) return nothing
  return html`<section class="imi-stack" aria-labelledby="conflict">
    <h2 class="imi-h2" id="conflict" tabindex="-1">${t('Somebody else has changed the same meanwhile')}</h2>
    <p>${t('Choose for each what is to stand, then save. Everything else is already merged.')}</p>
    ${[...page.edits.conflicts].map(
      (name) => html`<div role="group" aria-label=${t(LABELS[name] ?? name)}>
        <h3 class="imi-h3">${t(LABELS[name] ?? name)}</h3>
        <dl class="imi-summary">
          ${version(page, name, 'theirs', t('Saved by somebody else'), t('Take this version'))}
          ${version(page, name, 'mine', t('Typed by you'), t('Keep my version'))}
        </dl>
      </div>`,
    )}
  </section>`
}

/**
 * @param {import('./imi-entries.js').EntriesElement} page
 * @param {string} name
 * @param {'mine' | 'theirs'} choice
 * @param {string} label
 * @param {string} button
 */
function version(page, name, choice, label, button) {
  const value = choice === 'mine' ? page.edits.value(name) : page.edits.stored[name]
  return html`<div class="imi-summary__row">
    <dt>${label}</dt>
    <dd>${words(page, value)}</dd>
    <dd class="imi-summary__action">
      <button class="ecl-button ecl-button--secondary" type="button" @click=${() => page.settle(name, choice)}>
        ${button}
      </button>
    </dd>
  </div>`
}

/**
 * Return codes in words, and everything else as it is.
 * @param {import('./imi-entries.js').EntriesElement} page
 * @param {unknown} value
 */
function words({choices, areas, professions}, value) {
  const codes = Array.isArray(value) ? value : [value]
  const known = new Map([
    ...[...choices.kinds, ...choices.answers, ...choices.costs, ...choices.keys].map(
      ({code, label}) => /** @type {[string, string]} */ ([code, label]),
    ),
    ...areas,
    ...professions,
  ])
  return codes.map((code) => known.get(code) ?? code).join(' · ') || t('None')
}
