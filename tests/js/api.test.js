import assert from 'node:assert/strict'
import {beforeEach, test} from 'node:test'

import {NetworkError, ProblemError, apiEvents, del, get, patch, post} from '../../site/assets/js/api.js'

const TOKEN = `x.${btoa(JSON.stringify({sub: 'somebody'}))}.x`

/** @type {{address: string, request: any}[]} */
let calls = []
/** @type {(() => Response)[]} */
let answers = []

const json = (/** @type {unknown} */ body, status = 200, headers = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), {status, headers})

const lost = () => {
  throw new TypeError('fetch failed')
}

beforeEach((context) => {
  calls = []
  answers = []
  const kept = new Map([
    ['imi.tokens', JSON.stringify({access: TOKEN, expires: Date.now() + 600_000})],
  ])
  const globals = /** @type {any} */ (globalThis)
  globals.document = {documentElement: {lang: 'da', dataset: {}}}
  globals.sessionStorage = {
    getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => kept.set(name, text),
  }
  globals.setTimeout = (/** @type {() => void} */ act) => queueMicrotask(act)
  globals.fetch = async (/** @type {string} */ address, /** @type {any} */ request) => {
    calls.push({address, request})
    return /** @type {() => Response} */ (answers.shift())()
  }
})

test('a call says who asks and in which language', async () => {
  answers = [() => json({items: []}, 200, {ETag: '"7"'})]
  const {body, etag} = await get('/requests', {query: {box: 'sent', q: 'a&b', cursor: null}})
  assert.deepEqual(body, {items: []})
  assert.equal(etag, '"7"')
  assert.equal(calls[0]?.address, '/api/requests?box=sent&q=a%26b')
  assert.equal(calls[0]?.request.headers.get('Authorization'), `Bearer ${TOKEN}`)
  assert.equal(calls[0]?.request.headers.get('Accept-Language'), 'da')
})

test('a POST that the network lost is repeated under the same key', async () => {
  answers = [lost, lost, () => json({}, 201)]
  assert.equal((await post('/requests', {area: 'services'})).status, 201)
  const keys = calls.map(({request}) => request.headers.get('Idempotency-Key'))
  assert.equal(keys.length, 3)
  assert.equal(new Set(keys).size, 1)
})

test('two acts have two keys', async () => {
  answers = [() => json({}), () => json({})]
  await post('/requests', {})
  await post('/requests', {})
  const keys = calls.map(({request}) => request.headers.get('Idempotency-Key'))
  assert.notEqual(keys[0], keys[1])
})

test('a network that stays away is told to the reader', async () => {
  answers = [lost, lost, lost]
  await assert.rejects(get('/tasks'), NetworkError)
})

test('a gateway that is busy for a moment goes unnoticed', async () => {
  answers = [() => json(null, 503), () => json({items: []})]
  assert.equal((await get('/tasks')).status, 200)
})

test('whoever listens is told of a change, and not of reading', async () => {
  let told = 0
  const listen = () => (told += 1)
  apiEvents.addEventListener('changed', listen)
  answers = [() => json({items: []}), () => json({}, 201)]
  await get('/tasks')
  assert.equal(told, 0)
  await post('/requests', {})
  assert.equal(told, 1)
  answers = [() => json({type: '/problems/stale'}, 412)]
  await assert.rejects(patch('/requests/X', {}, {etag: '"3"'}))
  assert.equal(told, 2, 'a refusal says that something else is stored')
  apiEvents.removeEventListener('changed', listen)
})

test('a change carries the version it was made from', async () => {
  answers = [() => json({}, 200), () => json(undefined, 204)]
  await patch('/requests/K7QM-3XPT', {reason: 'x'}, {etag: 'W/"3"'})
  const {body} = await del('/requests/K7QM-3XPT', {etag: '"4"'})
  assert.deepEqual(calls.map(({request}) => request.headers.get('If-Match')), ['W/"3"', '"4"'])
  assert.equal(body, null)
})

test('a refusal brings the words of the API', async () => {
  const errors = [{pointer: '/reason', detail: 'Skriv en begrundelse.'}]
  answers = [() => json({type: '/problems/invalid', title: 'T', detail: 'D', errors}, 422)]
  await assert.rejects(post('/requests', {}), (error) => {
    assert.ok(error instanceof ProblemError)
    assert.deepEqual([error.status, error.slug, error.title, error.detail], [422, 'invalid', 'T', 'D'])
    assert.deepEqual(error.errors, errors)
    return true
  })
})

test('a stale version after a lost answer is marked, for the change may be our own', async () => {
  answers = [lost, () => json({type: '/problems/stale'}, 412)]
  await assert.rejects(patch('/requests/X', {}, {etag: '"3"'}), {status: 412, afterRetry: true})
})

test('an answer that is no problem document still becomes words', async () => {
  answers = [() => new Response('<html>oops', {status: 500})]
  await assert.rejects(get('/tasks'), {status: 500, title: 'Something went wrong'})
})
