/**
 * Calls of our API: signed in, in the page's language, safe to repeat.
 *
 * A POST carries a key, so that a repeated one is done once. A call that the
 * network lost is repeated twice. A call that finds the session ended asks the
 * official to sign in again and is then repeated.
 */

import {chosenAuthority} from './acting.js'
import {setToday} from './dates.js'
import {NetworkError, ProblemError} from './problems.js'
import {accessToken, sessionRefused} from './session.js'
import {language} from './texts.js'

export {NetworkError, ProblemError} from './problems.js'

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {any} body
 * @property {string} etag
 * @property {Headers} headers
 */
/** @typedef {Record<string, string | number | null | undefined>} Query */
/** @typedef {{query?: Query, etag?: string, key?: string, body?: unknown, accept?: string}} Options */

/** Tells 'changed' when a call of this page has changed something, or was refused to. */
export const apiEvents = new EventTarget()

const PAUSES = [400, 1600]
const PASSING = new Set([502, 503, 504])

/**
 * @param {string} path below /api
 * @param {{query?: Query, etag?: string}} [options]
 */
export const get = (path, options) => call('GET', path, options)

/**
 * @param {string} path
 * @param {unknown} body
 * @param {{etag?: string, key?: string, query?: Query}} [options]
 *   key: the same for every try of one act of the official
 */
export const post = (path, body, {key = newKey(), ...options} = {}) =>
  call('POST', path, {...options, key, body})

/**
 * @param {string} path
 * @param {unknown} body
 * @param {{etag?: string}} [options]
 */
export const patch = (path, body, options) => call('PATCH', path, {...options, body})

/**
 * @param {string} path
 * @param {unknown} body
 * @param {{etag?: string}} [options]
 */
export const put = (path, body, options) => call('PUT', path, {...options, body})

/**
 * @param {string} path
 * @param {{etag?: string}} [options]
 */
export const del = (path, options) => call('DELETE', path, options)

/**
 * Call what is there for everybody: nobody has to be signed in.
 *
 * @param {string} path
 * @param {unknown} body
 */
export const visit = async (path, body) => answered(await send('POST', path, {body}, ''))

/**
 * Read a file as it is, to be saved.
 *
 * @param {string} path
 * @param {string} accept  Its media type.
 */
export async function getFile(path, accept) {
  const sent = await signedIn('GET', path, {accept})
  if (!sent.answer.ok) await answered(sent)
  return sent.answer.blob()
}

/** A key for one act of the official, whatever the number of tries. */
export function newKey() {
  return crypto.randomUUID()
}

/** @type {Promise<string> | undefined} */
let asked

/** Ask the stage for its today, once a page; `today()` then knows it. */
export function serverToday() {
  asked ??= fetch('/api/health').then(async (answer) => {
    const told = (await answer.json()).today ?? fromDateHeader(answer.headers)
    setToday(told)
    return told
  })
  asked.catch(() => (asked = undefined))
  return asked
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<Answer>}
 */
async function call(method, path, options = {}) {
  try {
    return await answered(await signedIn(method, path, options))
  } finally {
    // What was refused may have been done already, here or elsewhere.
    if (method !== 'GET') apiEvents.dispatchEvent(new Event('changed'))
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Options} options
 */
async function signedIn(method, path, options) {
  const token = await accessToken()
  const sent = await send(method, path, options, token)
  if (sent.answer.status !== 401) return sent
  return send(method, path, options, await sessionRefused(token))
}

/**
 * @param {{answer: Response, tries: number}} sent
 * @returns {Promise<Answer>}
 */
async function answered({answer, tries}) {
  const body = await read(answer)
  if (!answer.ok) throw new ProblemError(answer.status, body, {afterRetry: tries > 1})
  return {
    status: answer.status,
    body,
    etag: answer.headers.get('ETag') ?? '',
    headers: answer.headers,
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Options} options
 * @param {string} token
 */
async function send(method, path, {query = {}, etag, key, body, accept = 'application/json'}, token) {
  const headers = new Headers({
    Accept: `${accept}, application/problem+json`,
    'Accept-Language': language(),
  })
  if (token) headers.set('Authorization', `Bearer ${token}`)
  if (etag) headers.set('If-Match', etag)
  if (key) headers.set('Idempotency-Key', key)
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  const authority = token && chosenAuthority()
  if (authority) headers.set('Imi-Authority', authority)

  const address = `/api${path}${search(query)}`
  const request = {method, headers, body: body === undefined ? null : JSON.stringify(body)}
  return persist(() => fetch(address, {...request, credentials: 'omit', cache: 'no-store'}))
}

/**
 * Try until an answer comes, at most three times.
 *
 * @param {() => Promise<Response>} attempt
 */
async function persist(attempt) {
  for (let tries = 1; ; tries += 1) {
    const pause = PAUSES[tries - 1]
    try {
      const answer = await attempt()
      if (!PASSING.has(answer.status) || pause === undefined) return {answer, tries}
    } catch (error) {
      if (pause === undefined) throw new NetworkError({cause: error})
    }
    await new Promise((resume) => setTimeout(resume, pause))
  }
}

/** @param {Response} answer */
async function read(answer) {
  const text = await answer.text().catch((error) => {
    throw new NetworkError({cause: error})
  })
  try {
    return text ? JSON.parse(text) : null
  } catch {
    return null
  }
}

/** @param {Query} query */
function search(query) {
  const given = Object.entries(query).filter(([, value]) => value !== '' && value != null)
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text && `?${text}`
}

/** @param {Headers} headers */
function fromDateHeader(headers) {
  const moment = new Date(headers.get('Date') ?? Date.now())
  return moment.toLocaleDateString('sv')
}
