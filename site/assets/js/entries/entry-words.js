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
 * Return what a field says in words: codes by what they are called, everything else as it is.
 * @param {import('./imi-entries.js').EntriesElement} page
 * @param {string} name of the field
 * @param {unknown} value
 */
export function words({choices, areas, professions}, name, value) {
  /** @type {Record<string, readonly {code: string, label: string}[]>} */
  const named = {
    kind: choices.kinds, answers: choices.answers, cost: choices.costs, keys: choices.keys,
    rhythm: choices.rhythms, successor: choices.successors,
  }
  /** @type {Record<string, readonly import('./entry-form.js').Choice[]>} */
  const paired = {areas, professions}
  const called = (/** @type {string} */ code) => {
    if (!code) return code
    if (name === 'language' || name === 'languages') return languageName(code)
    return named[name]?.find((each) => each.code === code)?.label ?? paired[name]?.find(([one]) => one === code)?.[1]
  }
  const codes = Array.isArray(value) ? value : [value ?? '']
  return codes.map((code) => called(code) ?? code).join(' · ') || t('None')
}
