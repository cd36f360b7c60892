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
 * @property {boolean} invites whether the authority fills in its record itself
 * @property {{name: string, email: string, language: string}} administrator who is invited
 */

/**
 * @param {string} own language of the coordinator's name
 * @returns {Entry}
 */
export function emptyEntry(own) {
  const texts = {name: '', region: '', city: '', address: '', website: '', phone: '', mailbox: ''}
  return {...texts, language: own, titles: {}, level: '', languages: [own], areas: [], invites: true, administrator: {name: '', email: '', language: own}}
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
  const {administrator} = entry
  const wanted = entry.invites ? [
    ['name', entry.name],
    ['city', entry.city],
    ['parts', entry.areas.join('')],
    ['administrator/name', administrator.name],
    ['administrator/email', administrator.email],
  ] : [
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
    .map(([name = '']) => missing(`/${name}`, fieldLabel(name)))
}

/** @param {string} name of a field of the form */
export function fieldLabel(name) {
  const known = new Map([
    ['parts', t('Legal areas')],
    ['administrator/name', t('Name of the first administrator')],
    ['administrator/email', t('E-mail address of the first administrator')],
    ['administrator/language', t('Language of the first administrator')],
  ])
  return known.get(name) ?? labelOf(name)
}

/**
 * Return the body that registers or invites it.
 *
 * @param {Entry} entry
 * @param {string} country
 * @param {string[]} despite ids of possible duplicates that are other authorities
 */
export function bodyOf({areas, titles, region, level, invites, administrator, ...entry}, country, despite) {
  const parts = Object.fromEntries(areas.map((area) => [area, {}]))
  if (invites) {
    const {name, language, city} = entry
    return {name, language, city, country, parts, administrator, despite}
  }
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
