/** Questions as they read with what the official filled in. */

import {html} from 'lit'

import {pieces} from './questions.js'

/**
 * Return the text of *question*; what is filled in carries the language it was written in.
 * @param {import('./questions.js').Question} question
 * @param {Record<string, string>} slots
 * @param {string} language of the official's free text
 */
export function wording(question, slots, language) {
  return pieces(question, slots).map(({text, filled}) =>
    filled ? html`<b lang=${language}>${text}</b>` : text)
}
