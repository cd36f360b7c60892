import assert from 'node:assert/strict'
import {beforeEach, test} from 'node:test'

import {pageUrl, t, tn, useTexts} from '../../site/assets/js/texts.js'

const read = (/** @type {string} */ lang) => {
  globalThis.document = /** @type {any} */ ({documentElement: {lang, dataset: {}}})
}

beforeEach(() => {
  read('en')
  useTexts({})
})

test('a text without a translation is shown in English', () => {
  assert.equal(t('My tasks'), 'My tasks')
})

test('a translation has its facts filled in', () => {
  useTexts({'Sent to {authority}': 'Sendt til {authority}'})
  assert.equal(t('Sent to {authority}', {authority: 'X'}), 'Sendt til X')
})

test('an empty translation does not hide the English text', () => {
  useTexts({'My tasks': ''})
  assert.equal(t('My tasks'), 'My tasks')
})

test('a fact that looks like a placeholder is not filled in again', () => {
  assert.equal(t('{a} {b}', {a: '{b}', b: 'x'}), '{b} x')
})

test('a fact that nobody gave stays visible', () => {
  assert.equal(t('Hello {name}'), 'Hello {name}')
})

for (const [count, expected] of /** @type {[number, string][]} */ ([
  [1, '1 diena'],
  [2, '2 dienos'],
  [11, '11 dienų'],
  [21, '21 diena'],
])) {
  test(`Lithuanian says ${expected}`, () => {
    read('lt')
    useTexts({'{count} day': {one: '{count} diena', few: '{count} dienos', other: '{count} dienų'}})
    assert.equal(tn('{count} day', '{count} days', count), expected)
  })
}

test('a count without a translation takes the English form', () => {
  assert.equal(tn('{count} day', '{count} days', 1), '1 day')
  assert.equal(tn('{count} day', '{count} days', 1200), '1,200 days')
})

test('a category that the translation lacks falls back to other', () => {
  read('lt')
  useTexts({'{count} day': {other: '{count} d.'}})
  assert.equal(tn('{count} day', '{count} days', 2), '2 d.')
})

test('addresses of pages keep the language and encode the query', () => {
  read('da')
  assert.equal(pageUrl('workspace/case/', {number: 'K7QM-3XPT'}), '/da/workspace/case/?number=K7QM-3XPT')
  assert.equal(pageUrl('workspace/'), '/da/workspace/')
})
