import {get} from '../api.js'

/**
 * Machine translations of what people wrote in the request that is open. The place that shows
 * a text looks here whether there is one, so that every text has its translation beside it.
 *
 * @type {Map<string, string>}
 */
const known = new Map()

/**
 * Have what people wrote in a request translated; return whether all of it could be.
 *
 * @param {string} number
 */
export async function translate(number) {
  const {body} = await get(`/requests/${number}/translations`)
  for (const {original, text} of body.items) known.set(original, text)
  return /** @type {boolean} */ (body.available && body.complete)
}

/** @param {string} original */
export function translationOf(original) {
  return known.get(original) ?? ''
}
