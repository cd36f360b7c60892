import {html, nothing} from 'lit'

import {formatNumber, languageName} from '../dates.js'
import {language, t, tn} from '../texts.js'

/**
 * Return how much of a request its reader has in the own language.
 *
 * @param {import('../types.js').Share} share
 */
export function withoutTranslator({ready, of, language: reader}) {
  const facts = {ready: formatNumber(ready)}
  const foreign = reader !== language()
  return html`${tn('{ready} of {count} part', '{ready} of {count} parts', of, facts)}
    ${foreign ? html`<span class="imi-hint">(${languageName(reader)})</span>` : nothing}`
}
