/**
 * How a draft ends without being sent: deleted while nobody else knows of it, else withdrawn; or
 * not needed any more, because a register has answered.
 */

import {ProblemError, del, newKey, post} from '../api.js'

/** Where an error about the reason points; the draft has a reason of its own. */
export const WITHDRAWAL = '/withdrawal'

/** One key for each reason given, however often it is tried. */
const keys = /** @type {Map<string, string>} */ (new Map())

/**
 * Delete the draft at *path*. One that a colleague has deleted already is gone as wished.
 * @param {string} path
 * @param {string} etag
 */
export async function deleteDraft(path, etag) {
  try {
    await del(path, {etag})
  } catch (error) {
    if (!(error instanceof Error && 'status' in error && error.status === 404)) throw error
  }
}

/**
 * Withdraw the draft at *path*, which was outside the authority before.
 * @param {string} path
 * @param {string} etag
 * @param {string} reason
 */
export async function withdrawDraft(path, etag, reason) {
  const act = `${path} ${reason}`
  const key = keys.get(act) ?? newKey()
  keys.set(act, key)
  try {
    await post(`${path}/withdraw`, {reason}, {etag, key})
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    keys.delete(act)
    error.errors = error.errors.map(({detail}) => ({pointer: WITHDRAWAL, detail}))
    throw error
  }
}

/**
 * Tell that the register *id* has answered what a draft was to ask, which ends the draft, or has not.
 * The same twice, from another window or on a slow line, is counted once.
 * @param {string} id
 * @param {{draft: string, etag: string, found: boolean}} outcome
 */
export async function lookedUp(id, {draft, etag, found}) {
  const key = `looked-up ${draft} ${id} ${found}`
  await post(`/registers/${encodeURIComponent(id)}/answered`, {draft, found}, {etag, key})
}
