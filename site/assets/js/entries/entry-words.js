/** What an entry says, field by field, in words. */

import {languageName} from '../dates.js'
import {N, t} from '../texts.js'

/** @type {Readonly<Record<string, string>>} */
export const LABELS = Object.freeze({
  name: N('Name of the register'),
  language: N('Language of the name'),
  kind: N('Kind of register'),
  url: N('Address of the page where one searches'),
  answers: N('What it answers'),
  keys: N('Search by'),
  languages: N('Languages of its pages'),
  cost: N('Cost'),
  areas: N('Legal areas'),
  professions: N('Professions'),
  keeper: N('Kept by'),
  guidance: N('What the keeper says'),
  english_url: N('Page in English'),
  region: N('Region'),
  rhythm: N('Brought up to date'),
  contact: N('Questions to'),
  successor: N('Replaced by'),
})

/** How the names of fields begin that hold what the keeper says in one language. */
export const GUIDANCE = 'guidance/'

/** @param {string} name of what the keeper says in one language */
export const codeOf = (name) => name.slice(GUIDANCE.length)

/** @param {string} name of a field */
export function labelOf(name) {
  if (!name.startsWith(GUIDANCE)) return t(LABELS[name] ?? name)
  return t('What somebody who looks something up there should know, in: {language}', {
    language: languageName(codeOf(name)),
  })
}

/**
 * The fields of an entry by their names in the form: what the keeper says in one language is one of its own.
 * @param {import('./imi-entries.js').Fields | null | undefined} entry
 * @returns {Record<string, unknown>}
 */
export function flat(entry) {
  if (!entry) return {}
  const {guidance = {}, ...fields} = entry
  return {
    ...fields,
    ...Object.fromEntries(Object.entries(guidance).map(([code, text]) => [`${GUIDANCE}${code}`, text])),
  }
}

/**
 * Return codes in words, and everything else as it is.
 * @param {import('./imi-entries.js').EntriesElement} page
 * @param {unknown} value
 */
export function words({choices, areas, professions, registers}, value) {
  const codes = Array.isArray(value) ? value : [value ?? '']
  const known = new Map([
    ...[...choices.kinds, ...choices.answers, ...choices.costs, ...choices.keys, ...choices.rhythms].map(
      ({code, label}) => /** @type {[string, string]} */ ([code, label]),
    ),
    ...areas,
    ...professions,
    ...choices.languages.map((code) => /** @type {[string, string]} */ ([code, languageName(code)])),
    ...registers.map(({id, name}) => /** @type {[string, string]} */ ([id, name])),
  ])
  return codes.map((code) => known.get(code) ?? code).join(' · ') || t('None')
}
