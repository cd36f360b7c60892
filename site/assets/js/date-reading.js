/** Understand a date that somebody typed. */

import {lacking, locale, today} from './dates.js'

/** @typedef {'day' | 'month' | 'year'} Part */
/** @typedef {Record<Part, string>} Parts */

const ENGLISH = 'en'

/**
 * Order in which the reader's language writes day, month and year.
 *
 * @returns {Part[]}
 */
export function partOrder() {
  const tag = lacking(Intl.DateTimeFormat) ? 'en-IE' : locale()
  return new Intl.DateTimeFormat(tag, {dateStyle: 'short'})
    .formatToParts(new Date())
    .map(({type}) => type)
    .filter((type) => type === 'day' || type === 'month' || type === 'year')
}

/**
 * Return the ISO date that *parts* mean, or '' if they mean none.
 *
 * The month may be a number or a name; the year may have two digits: then it
 * is one of the next twenty or the last eighty, or with *past* never to come.
 *
 * @param {Parts} parts
 * @param {{past?: boolean}} [options]
 */
export function readDate({day, month, year}, {past = false} = {}) {
  const numbers = [readYear(year, past), readMonth(month), readNumber(day)]
  if (numbers.some((number) => !number)) return ''
  const [y = 0, m = 0, d = 0] = numbers
  const moment = new Date(Date.UTC(y, m - 1, d))
  const exists = moment.getUTCMonth() === m - 1 && moment.getUTCDate() === d
  return exists ? moment.toISOString().slice(0, 10) : ''
}

/**
 * Take a whole date apart: '2026-03-12', '12.3.2026', '12 marts 2026'.
 *
 * @param {string} text
 * @returns {Parts | undefined} undefined if it is not a whole date
 */
export function splitDate(text) {
  const pieces = text.trim().split(/[^\p{L}\p{N}’]+/u).filter(Boolean)
  const named = pieces.filter((piece) => /\d/.test(piece) || monthByName(piece))
  const [first = '', second = '', third = ''] = named
  if (named.length !== 3) return undefined
  if (/^\d{4}$/.test(first)) return {year: first, month: second, day: third}
  if (monthByName(first)) return {month: first, day: second, year: third}
  return {day: first, month: second, year: third}
}

/**
 * @param {string} iso
 * @returns {Parts}
 */
export function partsOf(iso) {
  const [year = '', month = '', day = ''] = iso.split('-')
  return {day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year}
}

/** @param {string} text */
function readNumber(text) {
  const digits = text.trim().replace(/\.$/, '')
  return /^\d{1,2}$/.test(digits) ? Number(digits) : 0
}

/** @param {string} text */
function readMonth(text) {
  return readNumber(text) || monthByName(text)
}

/**
 * @param {string} text
 * @param {boolean} past
 */
function readYear(text, past) {
  const digits = text.trim().replace(/\.$/, '')
  if (/^\d{4}$/.test(digits)) return Number(digits)
  if (!/^\d{2}$/.test(digits)) return 0
  const now = Number(today().slice(0, 4))
  const year = now - (now % 100) + Number(digits)
  return year > now + (past ? 0 : 20) ? year - 100 : year
}

/**
 * Number of the month whose name, in the reader's language or in English,
 * begins like *text*: with three letters or more and no other month like it.
 * The last two letters of a longer word may differ, as its case may.
 *
 * @param {string} text
 */
function monthByName(text) {
  const typed = plain(text)
  if (typed.length < 3) return 0
  const stem = typed.slice(0, Math.max(3, typed.length - 2))
  const found = new Set(
    monthNames()
      .filter(({name}) => name.startsWith(stem))
      .map(({month}) => month),
  )
  return found.size === 1 ? ([...found][0] ?? 0) : 0
}

function monthNames() {
  const months = Array.from({length: 12}, (_, place) => place + 1)
  const own = lacking(Intl.DateTimeFormat)?.months
  return months.flatMap((month) => {
    const moment = new Date(Date.UTC(2026, month - 1, 1))
    const names = [nameIn(ENGLISH, moment)]
    if (own) names.push(own[month - 1] ?? '')
    else names.push(nameIn(locale(), moment), nameInDate(locale(), moment))
    return names.map((name) => ({month, name: plain(name)}))
  })
}

/**
 * @param {string} tag
 * @param {Date} moment
 */
function nameIn(tag, moment) {
  return new Intl.DateTimeFormat(tag, {month: 'long', timeZone: 'UTC'}).format(moment)
}

/**
 * The name as it stands in a date, which many languages inflect.
 *
 * @param {string} tag
 * @param {Date} moment
 */
function nameInDate(tag, moment) {
  const parts = new Intl.DateTimeFormat(tag, {dateStyle: 'long', timeZone: 'UTC'})
  return parts.formatToParts(moment).find(({type}) => type === 'month')?.value ?? ''
}

/** @param {string} name */
function plain(name) {
  return name.normalize('NFD').replace(/\p{M}|\./gu, '').trim().toLowerCase()
}
