/**
 * The session of this tab: its tokens, their renewal and their end.
 *
 * Tokens are renewed a little before they expire. When that is impossible, the official signs in
 * again in a second window, which hands its tokens to this tab; what stands in
 * this tab's forms stays untouched. A different person who signs in there does
 * not go on with the first one's form: the page starts anew.
 */

import {
  SignInRefused,
  beginSignIn,
  finishSignIn,
  renewTokens,
  revoke,
  signOutAddress,
  subjectOf,
} from './oidc.js'
import {NetworkError, SessionEnded} from './problems.js'
import {handOver, openSecondWindow} from './second-window.js'
import {language, ownPath} from './texts.js'
import {store, stored, sub} from './tokens.js'

export {sub} from './tokens.js'

/** @typedef {import('./oidc.js').Tokens} Tokens */
/** @typedef {{returnTo: string, handover: string}} Purpose */

const ATTEMPT = 'imi.attempt'
const EARLY = 60_000
const WARNING = 2 * 60_000

/**
 * Tells 'ending' (renewal is impossible, two minutes are left), 'ended' (a call
 * waits for a new sign-in) and 'renewed'.
 */
export const sessionEvents = new EventTarget()

/** @type {Promise<void> | undefined} */
let start
/** @type {Promise<void> | undefined} */
let renewal
/** @type {Promise<void> | undefined} */
let secondSignIn
/** @type {number | undefined} */
let timer
/** This page does nothing more: its official has gone. */
let over = false
/** Something may have been typed on this page. */
let standing = false
/** Id of the official whose page this is, though the tokens be gone. */
let person = ''

/**
 * Go to the sign-in page and come back to *returnTo*.
 *
 * @param {string} [returnTo] path of ours
 * @param {string} [handover] nonce of the tab that waits for the tokens
 */
export async function signIn(returnTo = location.pathname + location.search + location.hash, handover = '') {
  const {address, attempt} = await beginSignIn()
  const purpose = {returnTo: ownPath(returnTo), handover}
  sessionStorage.setItem(ATTEMPT, JSON.stringify({attempt, purpose}))
  location.assign(address)
}

/**
 * Finish a sign-in on the page to which the provider sent the reader back.
 *
 * @param {URL} address
 * @returns {Promise<Purpose>}
 */
export async function completeSignIn(address) {
  const kept = sessionStorage.getItem(ATTEMPT)
  if (!kept) throw new SignInRefused('this tab has begun no sign-in')
  sessionStorage.removeItem(ATTEMPT)
  const {attempt, purpose} = JSON.parse(kept)
  const fresh = await finishSignIn(address, attempt)
  if (purpose.handover) handOver(purpose.handover, fresh)
  else keep(fresh)
  return purpose
}

/** End the session here, and at the provider as far as it can be reached. */
export async function signOut() {
  const tokens = stored()
  over = true
  sessionStorage.clear()
  if (tokens?.refresh) await revoke(tokens.refresh).catch((error) => console.warn(error))
  location.assign(await signOutAddress().catch(() => `/${language()}/`))
}

/** Whether this page's official has signed out or given way to another. */
export function isOver() {
  return over
}

/** See to it that the page starts with a live session; else leave for sign-in. */
export function ensureSession() {
  start ??= started()
  start.catch(() => (start = undefined))
  return start
}

async function started() {
  const tokens = stored()
  if (tokens && tokens.expires > Date.now() + EARLY) return schedule(tokens)
  if (tokens?.refresh) {
    try {
      return await renew()
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error
    }
  }
  await leave()
}

/** The page now shows something: from here on it is not left for a sign-in. */
export function pageStands() {
  standing = true
  person = sub()
}

/** Return a token that is good for a call now. */
export async function accessToken() {
  if (over) throw new SessionEnded()
  const tokens = stored()
  if (tokens && tokens.expires > Date.now() + 5_000) return tokens.access
  return sessionRefused(tokens?.access ?? '')
}

/**
 * Return a token in place of *refused*, with the official's help if need be.
 *
 * @param {string} refused
 */
export async function sessionRefused(refused) {
  const tokens = stored()
  if (tokens && tokens.access !== refused) return tokens.access
  try {
    await renew()
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error
    if (over) throw new SessionEnded()
    await (standing ? signInBeside() : leave())
  }
  return /** @type {Tokens} */ (stored()).access
}

/** Leave for the sign-in page; nothing has been typed on this one. */
async function leave() {
  await signIn()
  await new Promise(() => {}) // until the browser is away
}

/** Ask the official to sign in again in a second window; this page stays. */
function signInBeside() {
  secondSignIn ??= new Promise((resolve, reject) => {
    const settle = (/** @type {Event} */ event) => {
      sessionEvents.removeEventListener('renewed', settle)
      sessionEvents.removeEventListener('declined', settle)
      secondSignIn = undefined
      if (event.type === 'renewed') resolve(undefined)
      else reject(new SessionEnded())
    }
    sessionEvents.addEventListener('renewed', settle)
    sessionEvents.addEventListener('declined', settle)
    sessionEvents.dispatchEvent(new Event('ended'))
  })
  return secondSignIn
}

/** The official does not want to sign in now; the call that waits fails. */
export function declineSignIn() {
  sessionEvents.dispatchEvent(new Event('declined'))
}

/** Open the second window. Call it from a click, or the browser blocks it. */
export function openSignInWindow() {
  openSecondWindow(takeOver)
}

/** @param {Tokens} tokens */
function takeOver(tokens) {
  const before = person || sub()
  if (before && before !== subjectOf(tokens.access)) {
    over = true
    sessionStorage.clear()
    store(tokens)
    declineSignIn() // what waits here was typed by somebody else
    location.reload()
    return
  }
  keep(tokens)
}

/** Renew once, however many calls ask for it. */
function renew() {
  renewal ??= refreshed().finally(() => (renewal = undefined))
  return renewal
}

async function refreshed() {
  const tokens = stored()
  if (!tokens?.refresh) throw new SignInRefused('nothing to renew with')
  try {
    const fresh = await renewTokens(tokens.refresh)
    if (!over) keep(fresh)
  } catch (error) {
    if (error instanceof SignInRefused) store({...tokens, refresh: undefined})
    throw error
  }
}

/** @param {Tokens} tokens */
function keep(tokens) {
  store(tokens)
  schedule(tokens)
  sessionEvents.dispatchEvent(new Event('renewed'))
}

/**
 * Renew before the end, or warn of it.
 *
 * @param {Tokens} tokens
 */
function schedule({refresh, expires}) {
  const left = expires - Date.now()
  const wait = Math.max(left - (refresh ? EARLY : WARNING), left / 2, 0)
  clearTimeout(timer)
  timer = window.setTimeout(() => (refresh ? renew().catch(warnOfEnd) : warnOfEnd()), wait)
}

/** @param {unknown} [error] */
function warnOfEnd(error) {
  if (error instanceof NetworkError) return // the next call tries again
  sessionEvents.dispatchEvent(new Event('ending'))
}
