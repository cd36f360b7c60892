/** @import {CountryElement} from './imi-country.js' */

import {html} from 'lit'

import {formatDate, languageName} from '../dates.js'
import {editConflicts} from '../elements/edit-conflicts.js'
import {language, t} from '../texts.js'
import {CONTACT_LABELS, PARTS} from './country-fields.js'

/**
 * Return where somebody else changed the same meanwhile: both versions, and the choice.
 *
 * @param {CountryElement} page
 */
export function conflicts(page) {
  return editConflicts(page, labelOf, shown)
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
