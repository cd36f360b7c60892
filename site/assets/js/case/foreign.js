import {html, nothing} from 'lit'

import {languageName} from '../dates.js'
import {language, t} from '../texts.js'
import {translationOf} from './translations.js'

/**
 * Return a template of free text in the language it was written in, which is
 * named where it is not the reader's.
 *
 * @param {string | null | undefined} text
 * @param {string} writtenIn  Code of a language.
 */
export function quote(text, writtenIn) {
  if (!text) return nothing
  return html`<blockquote class="imi-quote" lang=${writtenIn} dir="auto">${text}</blockquote>
    ${languageNote(writtenIn)} ${machine(text)}`
}

/**
 * Return a section of the free text under *heading*; nothing without any.
 *
 * @param {string} heading
 * @param {string | null | undefined} text
 * @param {string} writtenIn  Code of a language.
 */
export function said(heading, text, writtenIn) {
  if (!text) return nothing
  return html`<section class="imi-stack imi-stack--tight">
    <h2 class="imi-h2">${heading}</h2>
    ${quote(text, writtenIn)}
  </section>`
}

/**
 * Return what a machine makes of a text, marked as such, if it was asked for.
 *
 * @param {string} text
 */
function machine(text) {
  const said = translationOf(text)
  if (!said) return nothing
  return html`<blockquote class="imi-quote imi-quote--machine" lang=${language()} dir="auto">
    <strong>${t('Machine translation')}</strong><br />${said}
  </blockquote>`
}

/** @param {string} writtenIn */
export function languageNote(writtenIn) {
  if (!writtenIn || writtenIn === language()) return nothing
  return html`<p class="imi-language">
    ${t('Original language: {language}', {language: languageName(writtenIn)})}
  </p>`
}
