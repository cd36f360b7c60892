/** What is typed of a new authority, and what of it is sent. */

import {labelOf} from '../authority/words.js'
import {t} from '../texts.js'
import {missing} from './fields.js'

/** @typedef {import('../elements/errors.js').FieldProblem} FieldProblem */
/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} language of the name
 * @property {Record<string, string>} titles by language code
 * @property {string} level
 * @property {string} region
 * @property {string} city
 * @property {string} address
 * @property {string} website
 * @property {string} phone
 * @property {string} mailbox
 * @property {string[]} languages understood there
 * @property {string[]} areas
 */

/**
 * @param {string} own language of the coordinator's name
 * @returns {Entry}
 */
export function emptyEntry(own) {
  const texts = {name: '', region: '', city: '', address: '', website: '', phone: '', mailbox: ''}
  return {...texts, language: own, titles: {}, level: '', languages: [own], areas: []}
}

/** @param {string} own language of the page */
export function titleLanguages(own) {
  return [...new Set([own, 'en'])]
}

/**
 * @param {Entry} entry
 * @param {string} own language of the page
 * @returns {FieldProblem[]}
 */
export function lacking(entry, own) {
  const wanted = [
    ['name', entry.name],
    ...titleLanguages(own).map((code) => [`titles/${code}`, entry.titles[code]]),
    ['level', entry.level],
    ...(entry.level === 'regional' ? [['region', entry.region]] : []),
    ['city', entry.city],
    ['mailbox', entry.mailbox],
    ['languages', entry.languages.join('')],
    ['parts', entry.areas.join('')],
  ]
  return wanted
    .filter(([, value]) => !value?.trim())
    .map(([name = '']) => missing(`/${name}`, name === 'parts' ? t('Legal areas') : labelOf(name)))
}

/**
 * Return the body that registers it.
 *
 * @param {Entry} entry
 * @param {string} country
 * @param {string[]} despite ids of possible duplicates that are other authorities
 */
export function bodyOf({areas, titles, region, level, ...entry}, country, despite) {
  const parts = Object.fromEntries(areas.map((area) => [area, {}]))
  const told = Object.entries(titles).filter(([, title]) => title.trim())
  return {
    ...entry,
    level,
    region: level === 'national' ? '' : region,
    titles: Object.fromEntries(told),
    country,
    parts,
    despite,
  }
}
