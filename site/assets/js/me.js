/** Who is signed in: asked once a page. */

import {chosenAuthority, forgetChoice} from './acting.js'
import {ProblemError, get, patch} from './api.js'

/** @typedef {import('./types.js').Me} Me */

/** @type {Promise<{me: Me, etag: string}> | undefined} */
let asked

/** @returns {Promise<Me>} */
export async function loadMe() {
  return (await ask()).me
}

/** Tells 'changed' when the official has changed the own entry. */
export const meEvents = new EventTarget()

/**
 * Make *code* the language of the official's mail and profile.
 *
 * @param {string} code
 */
export async function chooseLanguage(code) {
  const {etag} = await ask()
  await changeMe(() => patch('/me', {language: code}, {etag}))
}

/**
 * Change the own entry; what everybody reads from then on is the answer.
 *
 * @param {() => Promise<import('./api.js').Answer>} change
 * @returns {Promise<Me>}
 */
export async function changeMe(change) {
  const {body, etag} = await change()
  asked = Promise.resolve({me: body, etag: etag || body.etag})
  meEvents.dispatchEvent(new Event('changed'))
  return body
}

/** Ask anew: somebody else may have changed the own entry. */
export function askAgain() {
  asked = undefined
  return loadMe()
}

function ask() {
  asked ??= readMe().then(({body, etag}) => ({me: body, etag: etag || body.etag}))
  asked.catch(() => (asked = undefined))
  return asked
}

/** Who may no longer act for the authority chosen in this tab acts for their own again. */
async function readMe() {
  try {
    return await get('/me')
  } catch (error) {
    const refused = error instanceof ProblemError && error.status === 403
    if (!refused || !chosenAuthority()) throw error
    forgetChoice()
    return get('/me')
  }
}
