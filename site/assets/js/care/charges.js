/** The authorities in somebody's care: all of them, and what each of them wants. */

import {get} from '../api.js'
import {compareText, daysBetween} from '../dates.js'

/** @typedef {import('../types.js').Authority} Charge */
/** @typedef {'validate' | 'access' | 'few' | 'stale'} Want what a coordinator has to see to */
/** @typedef {{want: string, status: string, area: string, q: string}} Filter '' where there is none */

/** Days after which an entry has to be confirmed again. */
const CONFIRMED_FOR_DAYS = 90
const PAGE = 100
/** Calls in a row; then it is the reader's turn to go on. */
const MOST_CALLS = 20
const OVER = new Set(['deactivated', 'merged'])

/** Wants, the most pressing first. */
export const WANTS = /** @type {const} */ (['validate', 'access', 'few', 'stale'])

/**
 * @param {string | null} [cursor] where the list goes on
 * @returns {Promise<{items: Charge[], next: string | null}>}
 */
export async function readCharges(cursor = null) {
  /** @type {Charge[]} */
  const items = []
  let next = cursor
  for (let calls = 0; calls < MOST_CALLS; calls += 1) {
    const {body} = await get('/authorities', {query: {care: 'mine', limit: PAGE, cursor: next}})
    items.push(...body.items)
    next = body.next
    if (!next) break
  }
  return {items, next}
}

/**
 * @param {Charge} charge
 * @param {string} today ISO date
 * @returns {Want[]}
 */
export function wantsOf({status, below_rule_since, confirmed_on, asked_areas}, today) {
  if (OVER.has(status ?? '')) return []
  // One that is invited has yet to come: nothing is wanted of its coordinator.
  if (status === 'invited') return []
  const stale = !confirmed_on || daysBetween(confirmed_on, today) > CONFIRMED_FOR_DAYS
  const found = {
    validate: status === 'awaiting_validation',
    access: status === 'active' && Boolean(asked_areas?.length),
    few: Boolean(below_rule_since),
    stale,
  }
  return WANTS.filter((want) => found[want])
}

/**
 * Return what *filter* lets through, the most pressing first.
 *
 * @param {Charge[]} charges
 * @param {Filter} filter
 * @param {string} today ISO date
 */
export function sift(charges, {want, status, area, q}, today) {
  const words = folded(q).split(/\s+/)
  return charges
    .map((charge) => ({charge, wants: wantsOf(charge, today)}))
    .filter(
      ({charge, wants}) =>
        (!want || wants.some((one) => one === want)) &&
        (!status || charge.status === status) &&
        (!area || [...charge.areas, ...(charge.asked_areas ?? [])].includes(area)) &&
        words.every((word) => folded(`${charge.title} ${charge.name} ${charge.city}`).includes(word)),
    )
    .sort((one, other) => rank(one.wants) - rank(other.wants) || byName(one.charge, other.charge))
}

/** @param {Want[]} wants */
function rank([first]) {
  return first ? WANTS.indexOf(first) : WANTS.length
}

/**
 * @param {Charge} one
 * @param {Charge} other
 */
function byName(one, other) {
  const since = (one.below_rule_since ?? '').localeCompare(other.below_rule_since ?? '')
  return since || compareText(one.title || one.name, other.title || other.name)
}

/** @param {string} text */
function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
