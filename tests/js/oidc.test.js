import assert from 'node:assert/strict'
import {before, test} from 'node:test'

import {beginSignIn, signOutAddress} from '../../site/assets/js/oidc.js'

const ISSUER = 'https://pool.example/one'

before(() => {
  const globals = /** @type {any} */ (globalThis)
  globals.document = {documentElement: {lang: 'da', dataset: {}}}
  globals.location = {origin: 'https://imi.example'}
  globals.fetch = async (/** @type {string | URL} */ address) =>
    String(address) === '/config.json'
      ? Response.json({issuer: ISSUER, client_id: 'imi-workspace', scope: 'imi/workspace', provider: 'EULogin'})
      : Response.json({
          issuer: ISSUER,
          authorization_endpoint: `${ISSUER}/authorize`,
          end_session_endpoint: `${ISSUER}/logout`,
        })
})

test('sign-in goes straight on to the service behind the pool, in the language of the page', async () => {
  const {address, attempt} = await beginSignIn()
  const asked = new URL(address)
  assert.equal(`${asked.origin}${asked.pathname}`, `${ISSUER}/authorize`)
  const facts = Object.fromEntries(asked.searchParams)
  assert.equal(facts['identity_provider'], 'EULogin')
  assert.equal(facts['ui_locales'], 'da')
  assert.equal(facts['code_challenge_method'], 'S256')
  assert.equal(facts['state'], attempt.state)
  assert.equal(facts['nonce'], attempt.nonce)
  assert.equal(facts['redirect_uri'], 'https://imi.example/da/workspace/signed-in/')
})

test('the address of signing out names the client, and nobody', async () => {
  const asked = new URL(await signOutAddress())
  assert.equal(`${asked.origin}${asked.pathname}`, `${ISSUER}/logout`)
  const home = 'https://imi.example/da/'
  const facts = {client_id: 'imi-workspace', post_logout_redirect_uri: home, logout_uri: home}
  assert.deepEqual(Object.fromEntries(asked.searchParams), facts)
})
