/** @import {CountryElement} from './imi-country.js' */

import {html, nothing} from 'lit'

import {formatDate, languageName} from '../dates.js'
import {language, t} from '../texts.js'
import {CONTACT_LABELS, PARTS} from './country-fields.js'

/**
 * Return where somebody else changed the same meanwhile: both versions, and the choice.
 *
 * @param {CountryElement} page
 */
export function conflicts(page) {
  if (!page.edits.conflicts.size) return nothing
  return html`<section class="imi-card imi-stack" aria-labelledby="conflict">
    <h2 class="imi-h2" id="conflict" tabindex="-1">${t('Somebody else has changed the same meanwhile')}</h2>
    <p>${t('Choose for each what is to stand, then save. Everything else is already merged.')}</p>
    ${[...page.edits.conflicts].map(
      (name) => html`<div role="group" aria-label=${labelOf(name)}>
        <h3 class="imi-h3">${labelOf(name)}</h3>
        <dl class="imi-summary">
          ${version(page, name, 'theirs', t('Saved by somebody else'), t('Take this version'))}
          ${version(page, name, 'mine', t('Typed by you'), t('Keep my version'))}
        </dl>
      </div>`,
    )}
  </section>`
}

/**
 * @param {CountryElement} page
 * @param {string} name
 * @param {'mine' | 'theirs'} choice
 * @param {string} label
 * @param {string} button
 */
function version(page, name, choice, label, button) {
  const value = choice === 'mine' ? page.edits.value(name) : page.edits.stored[name]
  return html`<div class="imi-summary__row">
    <dt>${label}</dt>
    <dd>${shown(name, value)}</dd>
    <dd class="imi-summary__action">
      <button class="ecl-button ecl-button--secondary" type="button" @click=${() => page.settle(name, choice)}>
        ${button}
      </button>
    </dd>
  </div>`
}

/** @param {string} name */
function labelOf(name) {
  const [part = '', field = ''] = name.split('/')
  const title = t(PARTS[/** @type {keyof typeof PARTS} */ (part)])
  return field ? `${title}: ${t(CONTACT_LABELS[field] ?? field)}` : title
}

/**
 * @param {string} name
 * @param {any} value
 */
function shown(name, value) {
  if (!value?.length) return t('None')
  if (!Array.isArray(value)) return name.endsWith('/language') ? languageName(value) : value
  return html`<ul>
    ${value.map(({title, starts_on, published_on, place = ''}) => {
      const date = starts_on || published_on
      const [code = language(), text = ''] = title[language()]
        ? [language(), title[language()]]
        : (Object.entries(title)[0] ?? [])
      return html`<li><span lang=${code}>${text}</span>${date ? `, ${formatDate(date)}` : ''} ${place}</li>`
    })}
  </ul>`
}
