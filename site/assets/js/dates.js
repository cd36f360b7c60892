/**
 * Dates, countries, languages and numbers as the reader writes them.
 *
 * A day is an ISO date ('2026-03-12') and has no time zone; a moment is an ISO
 * timestamp and is shown in the zone of the reader.
 */

import {NAMES} from './intl-fallback.js'
import {language, t, tn} from './texts.js'

const DAY = 24 * 60 * 60 * 1000
/** @type {Record<string, string>} */
const EUROPEAN = {en: 'en-IE', pt: 'pt-PT'}
let stageToday = ''

/**
 * The stage's today, which on a training stage may differ from the machine's. It
 * serves lists; the dates of one request are counted from that request's `today`.
 */
export function today() {
  return stageToday || localDay(new Date())
}

/** @param {string} iso */
export function setToday(iso) {
  stageToday = iso
}

/**
 * Return '12 March 2026', with the weekday in front if asked for.
 *
 * @param {string} iso
 * @param {{weekday?: boolean}} [options]
 */
export function formatDate(iso, {weekday = false} = {}) {
  const day = utc(iso)
  const names = lacking(Intl.DateTimeFormat)
  if (names) return fromPattern(weekday ? names.dateWithWeekday : names.date, day, names)
  return new Intl.DateTimeFormat(locale(), {
    dateStyle: weekday ? 'full' : 'long',
    timeZone: 'UTC',
  }).format(day)
}

/**
 * Return date and time of a moment in the reader's zone.
 *
 * @param {string} iso
 */
export function formatMoment(iso) {
  const moment = new Date(iso)
  if (lacking(Intl.DateTimeFormat)) return `${formatDate(localDay(moment))}, ${formatTime(moment)}`
  return new Intl.DateTimeFormat(locale(), {dateStyle: 'long', timeStyle: 'short'}).format(moment)
}

/** @param {Date} moment */
export function formatTime(moment) {
  const tag = lacking(Intl.DateTimeFormat) ? 'en-IE' : locale()
  return new Intl.DateTimeFormat(tag, {timeStyle: 'short'}).format(moment)
}

/** @param {string} iso */
export function weekdayName(iso) {
  const names = lacking(Intl.DateTimeFormat)
  if (names) return names.weekdays[utc(iso).getUTCDay()] ?? ''
  return new Intl.DateTimeFormat(locale(), {weekday: 'long', timeZone: 'UTC'}).format(utc(iso))
}

/**
 * Return the days from one date to another; negative when *to* is earlier.
 *
 * @param {string} from
 * @param {string} to
 */
export function daysBetween(from, to) {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / DAY)
}

/**
 * Say how much time is left until *iso*.
 *
 * @param {string} iso
 * @param {string} [now]
 */
export function daysLeft(iso, now = today()) {
  const days = daysBetween(now, iso)
  if (days < 0) return tn('{count} day overdue', '{count} days overdue', -days)
  if (days === 0) return t('Due today')
  if (days === 1) return t('Due tomorrow')
  return tn('{count} day left', '{count} days left', days)
}

/** @param {string} code ISO 3166 */
export function countryName(code) {
  const region = code === 'EL' ? 'GR' : code
  const names = lacking(Intl.DisplayNames)
  if (names) return names.countries[region] ?? region
  return new Intl.DisplayNames(locale(), {type: 'region'}).of(region) ?? region
}

/**
 * Return the country's code as European institutions write it: EL for Greece.
 *
 * @param {string} code ISO 3166
 */
export function countryCode(code) {
  return code === 'GR' ? 'EL' : code
}

/** @param {string} code */
export function languageName(code) {
  const names = lacking(Intl.DisplayNames)
  if (names) return names.languages[code] ?? code
  return new Intl.DisplayNames(locale(), {type: 'language'}).of(code) ?? code
}

/** @param {number} number */
export function formatNumber(number) {
  return new Intl.NumberFormat(lacking(Intl.NumberFormat) ? 'en' : locale()).format(number)
}

/**
 * Order two texts as the reader's dictionary does.
 *
 * @param {string} a
 * @param {string} b
 */
export function compareText(a, b) {
  return a.localeCompare(b, language())
}

/** The page's language as it is written in the Union: not in America or Brazil. */
export function locale() {
  return EUROPEAN[language()] ?? language()
}

/**
 * Return the names we carry for the page's language, if the browser has none.
 *
 * @param {{supportedLocalesOf(locale: string): string[]}} part of Intl
 */
export function lacking(part) {
  const names = NAMES[language()]
  return names && part.supportedLocalesOf(language()).length === 0 ? names : undefined
}

/** @param {string} iso */
function utc(iso) {
  return new Date(`${iso.slice(0, 10)}T00:00:00Z`)
}

/** @param {Date} moment */
function localDay(moment) {
  return moment.toLocaleDateString('sv')
}

/**
 * @param {string} pattern
 * @param {Date} day
 * @param {import('./intl-fallback.js').Names} names
 */
function fromPattern(pattern, day, names) {
  /** @type {Record<string, string>} */
  const facts = {
    weekday: names.weekdays[day.getUTCDay()] ?? '',
    day: String(day.getUTCDate()),
    month: names.months[day.getUTCMonth()] ?? '',
    year: String(day.getUTCFullYear()),
  }
  return pattern.replace(/\{(\w+)\}/g, (_whole, name) => facts[name] ?? '')
}
