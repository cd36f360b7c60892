/** How a draft begins: the first POST, and the move to another legal area. */

import {get, newKey, post} from '../api.js'

/** @typedef {import('./drafts.js').Draft} Draft */
/** @typedef {import('./types.js').Area} Area */

/** One key for each draft begun, however often it is tried. */
const keys = /** @type {Map<string, string>} */ (new Map())

/**
 * @param {string} code
 * @param {number | string} [version] of the question set; the newest without it
 * @returns {Promise<Area>}
 */
export async function loadArea(code, version) {
  return (await get(`/areas/${code}`, {query: {version}})).body
}

/**
 * Create a draft in *area*, with the questions that each request there contains.
 * @param {Area} area
 * @param {{language: string, former?: Draft | undefined}} start former: a draft in another area,
 *   of which reason, person, language and the wish to be asked are kept
 */
export async function beginDraft(area, {language, former}) {
  const mandatory = area.questions.filter((question) => question.mandatory)
  const body = {
    area: area.code,
    language: former?.language || language,
    questions: mandatory.map(({code}) => ({code, slots: {}, comment: ''})),
    ...(former?.reason ? {reason: former.reason} : {}),
    ...(former?.ask_before_forwarding ? {ask_before_forwarding: true} : {}),
    ...(former?.person?.name ? {person: {...former.person, born_on: former.person.born_on || null}} : {}),
  }
  const act = JSON.stringify(body)
  const key = keys.get(act) ?? newKey()
  keys.set(act, key)
  const answer = await post('/requests', body, {key})
  keys.delete(act)
  return answer
}
