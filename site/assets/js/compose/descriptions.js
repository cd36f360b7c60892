/** Parts of a draft as one reads them: on the last step, and where two versions differ. */

import {html, nothing} from 'lit'

import {countryName, formatDate, languageName} from '../dates.js'
import {N, t} from '../texts.js'
import {wording} from './wording.js'

/** @typedef {import('./drafts.js').Draft} Draft */
/** @typedef {import('./types.js').Area} Area */
/** @typedef {import('./types.js').Authority} Authority */
/** @typedef {{area: Area, language: string, authorities: Map<string, Authority>}} Context */

const QUESTION = N('Question')

const LABELS = Object.freeze(/** @type {Record<string, string>} */ ({
  asked: N('Authority'),
  person: N('Person or firm concerned'),
  reason: N('Reason'),
  language: N('Language of what you write'),
  urgent: N('Urgent'),
  urgent_reason: N('Why it is urgent'),
  proposed_on: N('Proposed deadline'),
  ask_before_forwarding: N('The other authority asks us before it forwards the request'),
}))

/**
 * @param {string} part field of a draft, or 'questions/' and a code
 */
export function partLabel(part) {
  return t(LABELS[part] ?? QUESTION)
}

/**
 * Return what stands in *part* of a draft, for reading.
 * @param {string} part
 * @param {any} value
 * @param {Context} context
 */
export function described(part, value, context) {
  if (typeof value === 'boolean') return value ? t('Yes') : t('No')
  if (!value) return html`<span class="imi-hint">${t('Nothing entered')}</span>`
  if (part === 'asked') return describedAuthority(context.authorities.get(value))
  if (part === 'language') return languageName(value)
  if (part === 'proposed_on') return formatDate(value, {weekday: true})
  if (part === 'person') return describedPerson(value, context.language)
  if (part.startsWith('questions/')) return describedQuestion(value, context)
  return html`<div class="imi-quote" lang=${context.language}>${value}</div>`
}

/** @param {Authority | undefined} authority */
function describedAuthority(authority) {
  if (!authority) return t('Another authority')
  const {title, name, language, country} = authority
  return html`${title}, ${countryName(country)}<br /><span lang=${language ?? nothing}>${name}</span>`
}

/**
 * @param {import('./drafts.js').Concerned} person
 * @param {string} language
 */
function describedPerson({name, born_on, details}, language) {
  return html`${name} ${born_on ? html`<br />${formatDate(born_on)}` : nothing}
  ${details ? html`<div class="imi-quote" lang=${language}>${details}</div>` : nothing}`
}

/**
 * @param {import('./drafts.js').AskedQuestion} asked
 * @param {Context} context
 */
function describedQuestion({code, slots, comment}, {area, language}) {
  const question = area.questions.find((other) => other.code === code)
  return html`${question ? wording(question, slots, language) : code}
  ${comment ? html`<div class="imi-quote" lang=${language}>${comment}</div>` : nothing}`
}
