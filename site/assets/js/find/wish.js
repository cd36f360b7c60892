/** What somebody looks for, as it stands in the address. */

import {SHORTEST_SEARCH} from '../elements/typing.js'

/** @typedef {{q: string, country: string, area: string, language: string}} Wish '' where there is none */

/**
 * @param {string} search query string of the address
 * @returns {Wish}
 */
export function readWish(search) {
  const query = new URLSearchParams(search)
  const read = (/** @type {string} */ name) => query.get(name)?.trim() ?? ''
  return {q: read('q'), country: read('country'), area: read('area'), language: read('language')}
}

/**
 * Return the address of this page for *wish*.
 *
 * @param {Record<string, string>} wish
 */
export function addressOf(wish) {
  const given = Object.entries(wish).filter(([, value]) => value)
  const query = new URLSearchParams(given).toString()
  return query ? `?${query}` : location.pathname
}

/** @param {Wish} wish */
export function isWish({q, ...filters}) {
  return q.length >= SHORTEST_SEARCH || Object.values(filters).some(Boolean)
}
