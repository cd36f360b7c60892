import {html, nothing} from 'lit'

import {countryCode, countryName} from '../dates.js'
import {language} from '../texts.js'

/**
 * Name of an authority and the code of its country, spoken in full.
 *
 * The title in the reader's language stands in front; without one, the name in
 * the authority's own language.
 *
 * @param {import('../types.js').AuthoritySummary | null} authority
 */
export function authorityName(authority) {
  if (!authority) return nothing
  const {title, name, country, language: own} = authority
  const spoken = title ? language() : own
  return html`<span class="imi-authority"
    ><span lang=${spoken || nothing}>${title || name}</span>
    <abbr title=${countryName(country)}>(${countryCode(country)})</abbr></span
  >`
}
