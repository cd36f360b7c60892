/**
 * A second window in which the official signs in again for a waiting tab.
 *
 * The two find each other by a random nonce that travels in the fragment, so
 * that it reaches no server and no log, and only the tab that asked listens.
 */

import {language} from './texts.js'

/** @typedef {import('./oidc.js').Tokens} Tokens */

/**
 * Open the window. Call it from a click, or the browser blocks it.
 *
 * @param {(tokens: Tokens) => void} receive
 */
export function openSecondWindow(receive) {
  const nonce = crypto.randomUUID()
  const channel = new BroadcastChannel(channelName(nonce))
  channel.onmessage = ({data}) => {
    channel.close()
    receive(data)
  }
  window.open(`/${language()}/workspace/signed-in/?window#${nonce}`, '_blank', 'noopener')
}

/**
 * Hand fresh tokens to the tab that waits for them, and to no other.
 *
 * @param {string} nonce
 * @param {Tokens} tokens
 */
export function handOver(nonce, tokens) {
  const channel = new BroadcastChannel(channelName(nonce))
  channel.postMessage(tokens)
  channel.close()
}

/** Nonce in the address of a second window, or ''. */
export function nonceOf(/** @type {URL} */ address) {
  return address.searchParams.has('window') ? address.hash.slice(1) : ''
}

/** @param {string} nonce */
function channelName(nonce) {
  return `imi-session-${nonce}`
}
