/**
 * The conversation with the identity provider: code flow with PKCE.
 *
 * Knows the protocol and nothing of tabs, storage or pages.
 */

import * as oauth from 'oauth4webapi'

import {loadConfig} from './config.js'
import {NetworkError} from './problems.js'
import {language} from './texts.js'

/**
 * @typedef {object} Tokens
 * @property {string} access
 * @property {string | undefined} refresh
 * @property {number} expires moment in milliseconds
 */
/** @typedef {{state: string, verifier: string, nonce: string, redirect: string}} Attempt */

/** How long signing out waits for the provider. */
const PATIENCE_MS = 3_000

/** The provider refused for good, and said so. */
export class SignInRefused extends Error {
  name = 'SignInRefused'
}

/**
 * Return where to sign in, and what to keep until the answer comes.
 *
 * @returns {Promise<{address: string, attempt: Attempt}>}
 */
export async function beginSignIn() {
  const {config, server} = await provider()
  if (!server.authorization_endpoint) throw new Error('the provider has no sign-in page')
  const attempt = {
    state: oauth.generateRandomState(),
    verifier: oauth.generateRandomCodeVerifier(),
    // Without one of ours, Cognito puts one of its own into the token of whoever comes by another service.
    nonce: oauth.generateRandomNonce(),
    redirect: `${location.origin}/${language()}/workspace/signed-in/`,
  }
  const address = new URL(server.authorization_endpoint)
  const facts = {
    client_id: config.client_id,
    redirect_uri: attempt.redirect,
    response_type: 'code',
    scope: `openid ${config.scope}`,
    code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
    state: attempt.state,
    nonce: attempt.nonce,
    ui_locales: language(),
    identity_provider: config.provider ?? '',
  }
  for (const [name, value] of Object.entries(facts)) if (value) address.searchParams.set(name, value)
  return {address: address.href, attempt}
}

/**
 * Exchange the code in *address* for tokens.
 *
 * @param {URL} address the page's own, as the provider sent the reader back
 * @param {Attempt} attempt
 */
export async function finishSignIn(address, attempt) {
  const {server, client, options} = await provider()
  return refusals(async () => {
    const facts = oauth.validateAuthResponse(server, client, address, attempt.state)
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      facts,
      attempt.redirect,
      attempt.verifier,
      options,
    )
    const expected = {expectedNonce: attempt.nonce}
    return tokens(await oauth.processAuthorizationCodeResponse(server, client, answer, expected))
  })
}

/**
 * @param {string} refresh
 * @returns {Promise<Tokens>}
 */
export async function renewTokens(refresh) {
  const {server, client, options} = await provider()
  return refusals(async () => {
    const answer = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refresh,
      options,
    )
    const fresh = await oauth.processRefreshTokenResponse(server, client, answer)
    return tokens(fresh, refresh)
  })
}

/**
 * Have the provider forget *refresh* and what it renews, if it offers that (RFC 7009).
 *
 * @param {string} refresh
 */
export async function revoke(refresh) {
  const {server, client, options} = await provider()
  if (!server.revocation_endpoint) return
  const answer = await oauth.revocationRequest(server, client, oauth.None(), refresh, {
    ...options,
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  await oauth.processRevocationResponse(answer)
}

/**
 * Address at which the provider forgets the official, if it has one. Who that is its own cookie tells: an id token in an
 * address would write somebody's e-mail address into logs and histories.
 */
export async function signOutAddress() {
  const {config, server} = await provider()
  const home = `${location.origin}/${language()}/`
  if (!server.end_session_endpoint) return home
  const address = new URL(server.end_session_endpoint)
  const facts = {client_id: config.client_id, post_logout_redirect_uri: home, logout_uri: home}
  for (const [name, value] of Object.entries(facts)) address.searchParams.set(name, value)
  return address.href
}

/**
 * Whose token it is. Nothing is decided by this here: the API verifies tokens.
 *
 * @param {string} access
 */
export function subjectOf(access) {
  const part = (access.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')
  return String(JSON.parse(atob(part)).sub)
}

/** @type {ReturnType<typeof discover> | undefined} */
let discovered

function provider() {
  discovered ??= discover().catch((error) => {
    throw unreachable(error)
  })
  discovered.catch(() => (discovered = undefined))
  return discovered
}

async function discover() {
  const config = await loadConfig()
  const issuer = new URL(config.issuer)
  const options = {[oauth.allowInsecureRequests]: isThisMachine(issuer)}
  const answer = await oauth.discoveryRequest(issuer, {algorithm: 'oidc', ...options})
  const server = await oauth.processDiscoveryResponse(issuer, answer)
  return {config, server, options, client: {client_id: config.client_id}}
}

/** @param {URL} issuer */
function isThisMachine({protocol, hostname}) {
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1')
}

/**
 * @param {oauth.TokenEndpointResponse} answer
 * @param {string} [former] refresh token that is good still when the provider gives no new one
 * @returns {Tokens}
 */
function tokens(answer, former) {
  return {
    access: answer.access_token,
    refresh: answer.refresh_token ?? former,
    expires: Date.now() + (answer.expires_in ?? 300) * 1000,
  }
}

/**
 * Run *exchange*; what the provider refuses for good becomes SignInRefused.
 *
 * @template T
 * @param {() => Promise<T>} exchange
 */
async function refusals(exchange) {
  try {
    return await exchange()
  } catch (error) {
    if (isRefusal(error)) throw new SignInRefused(error.message, {cause: error})
    throw unreachable(error)
  }
}

/**
 * @param {unknown} error
 * @returns {error is Error}
 */
function isRefusal(error) {
  return (
    error instanceof oauth.AuthorizationResponseError ||
    error instanceof oauth.WWWAuthenticateChallengeError ||
    (error instanceof oauth.ResponseBodyError && error.status < 500)
  )
}

/**
 * A fetch that finds nobody fails with a TypeError.
 *
 * @param {unknown} error
 */
function unreachable(error) {
  return error instanceof TypeError ? new NetworkError({cause: error}) : error
}
