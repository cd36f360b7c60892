/** Who is signed in: asked once a page. */

import {get, patch} from './api.js'

/** @typedef {import('./types.js').Me} Me */

/** @type {Promise<{me: Me, etag: string}> | undefined} */
let asked

/** @returns {Promise<Me>} */
export async function loadMe() {
  return (await ask()).me
}

/**
 * Make *code* the language of the official's mail and profile.
 *
 * @param {string} code
 */
export async function chooseLanguage(code) {
  const {etag} = await ask()
  await patch('/me', {language: code}, {etag})
  asked = undefined
}

function ask() {
  asked ??= get('/me').then(({body, etag}) => ({me: body, etag: etag || body.etag}))
  asked.catch(() => (asked = undefined))
  return asked
}
