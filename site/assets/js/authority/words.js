/** @import {AuthorityElement} from './imi-authority.js' */

import {html, nothing} from 'lit'

import {formatDate, languageName} from '../dates.js'
import {authorityName} from '../elements/authority.js'
import {roleName, STANDINGS} from '../people/words.js'
import {N, pageUrl, t} from '../texts.js'

/** @type {Record<string, string>} by field */
const LABELS = {
  name: N('Official name'),
  level: N('Level'),
  region: N('Region'),
  city: N('City'),
  address: N('Address'),
  website: N('Website'),
  phone: N('Phone'),
  mailbox: N('Mailbox'),
  languages: N('Languages understood'),
  competences: N('Competences'),
  professions: N('Professions'),
  kind: N('Role'),
  access: N('Access'),
  access_coordinator: N('Access coordinator'),
  request_coordinators: N('Request coordinators'),
  linked_coordinators: N('Linked coordinators'),
  approves_sending: N('Approval before sending'),
  approves_reply: N('Approval before replying'),
  allocation: N('Allocation'),
}

/** @type {Record<string, string>} */
export const LEVELS = {national: N('National'), regional: N('Regional'), local: N('Local')}

/** @type {Record<string, string>} */
export const KINDS = {
  competent_authority: N('competent authority'),
  national_coordinator: N('national IMI coordinator'),
  regional_coordinator: N('regional coordinator'),
  area_coordinator: N('coordinator of a legal area'),
  delegated_coordinator: N('delegated coordinator'),
}

/** @type {Record<string, string>} */
export const ACCESSES = {
  requested: N('Access requested'),
  granted: N('Access granted'),
  suspended: N('Access suspended'),
}

/** @type {Record<string, Record<string, string>>} by field and code */
const CODES = {level: LEVELS, kind: KINDS, access: ACCESSES, status: STANDINGS}

/** Fields of a country that tell of an office. */
const OFFICES = {coordinator: true, helpdesk: true}

/** @type {Record<string, string>} classes of tags, by status */
const COLOURS = {
  invited: 'awaiting_acceptance',
  awaiting_validation: 'awaiting_acceptance',
  active: 'replied',
  granted: 'replied',
  requested: 'awaiting_acceptance',
  suspended: 'overdue',
}

/** @param {string} name of a field; a title is 'titles/da' */
export function labelOf(name) {
  const [, code] = name.split('titles/')
  if (code) return `${t('Title')}: ${languageName(code)}`
  return t(LABELS[name] ?? name)
}

/**
 * @param {string} status
 * @param {string} label
 */
export function tag(status, label) {
  return html`<strong class="imi-tag imi-tag--${COLOURS[status] ?? 'plain'}">${label}</strong>`
}

/**
 * Return what *value* of a field says.
 *
 * @param {AuthorityElement} page
 * @param {string} name
 * @param {any} value
 * @returns {unknown}
 */
export function valueOf(page, name, value) {
  if (typeof value === 'boolean') return value ? t('Yes') : t('No')
  if (name === 'roles' && value) return rights(page, value)
  if (isObject(value)) return name in OFFICES ? office(value) : wordings(value)
  if (!value?.length) return t('None')
  if (name === 'language') return languageName(value)
  if (name === 'languages') return value.map(languageName).join(', ')
  if (name === 'areas') return list(value.map((/** @type {string} */ code) => page.areaTitle(code)))
  if (name === 'competences' || name === 'professions') return terms(page, value)
  if (name === 'access_coordinator') return other(page, value)
  if (name.endsWith('_coordinators')) return list(value.map((/** @type {string} */ id) => other(page, id)))
  if (Array.isArray(value)) return list(value.map((one) => (isObject(one) ? event(one) : one)))
  return name in CODES ? t(CODES[name]?.[value] ?? value) : value
}

/**
 * @param {AuthorityElement} page
 * @param {string[]} codes
 */
export function terms(page, codes) {
  const known = [...page.terms.competences, ...page.terms.professions]
  return list(
    codes.map((code) => {
      const term = known.find((one) => one.code === code)
      return html`<span lang=${term?.language ?? nothing}>${term?.text ?? code}</span>`
    }),
  )
}

/** @param {unknown[]} items */
export function list(items) {
  if (items.length < 2) return items
  return html`<ul>
    ${items.map((one) => html`<li>${one}</li>`)}
  </ul>`
}

/** @param {import('../types.js').AuthoritySummary | null | undefined} authority */
export function linked(authority) {
  if (!authority) return nothing
  return html`<a href=${pageUrl('workspace/authority/', {id: authority.id})}>${authorityName(authority)}</a>`
}

/**
 * @param {AuthorityElement} page
 * @param {string} id
 */
function other(page, id) {
  const found = page.others.get(id)
  if (found) return authorityName(found)
  return id === page.record.id ? page.record.title || page.record.name : id
}

/**
 * @param {AuthorityElement} page
 * @param {Record<string, string[]>} found roles by legal area
 */
function rights(page, found) {
  const areas = Object.entries(found).filter(([, roles]) => roles?.length)
  if (!areas.length) return t('None')
  return list(areas.map(([area, roles]) => `${page.areaTitle(area)}: ${roles.map(roleName).join(', ')}`))
}

/** @param {Record<string, string>} found the same text by language code */
function wordings(found) {
  if (!Object.keys(found).length) return t('None')
  return html`<ul>
    ${Object.entries(found).map(([code, text]) => html`<li>${languageName(code)}: <span lang=${code}>${text}</span></li>`)}
  </ul>`
}

/** @param {Record<string, any>} found what is told of an office that helps a country */
function office(found) {
  const {name, language, website, email, phone} = found
  const named = name ? html`<span lang=${language ?? nothing}>${name}</span>${language ? ` (${languageName(language)})` : ''}` : ''
  const told = [named, website, email, phone].filter(Boolean)
  return told.length ? list(told) : t('None')
}

/** @param {Record<string, any>} found a course, or a piece of news, of a country */
function event({title, starts_on, published_on, place, website}) {
  const rest = [formatDate(starts_on ?? published_on), place, website].filter(Boolean)
  return html`${wordings(title)} ${rest.join(', ')}`
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
