/** The case page has words and a way for whatever the API may tell it. */

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {test} from 'node:test'

import * as routes from '../../site/assets/js/case/routes.js'
import {LEADING, done, wanted} from '../../site/assets/js/case/words.js'

const {schemas} = JSON.parse(readFileSync('docs/openapi.json', 'utf8')).components
const STATES = schemas.State.enum
const ACTIONS = schemas.Action.enum

/** Steps that need no form: on other pages, in the forms of the questions, or at once. */
const WITHOUT_FORM = new Set(['send', 'answer', 'agree-date', 'decline-date'])

/** States in which the responding authority does not know of a request. */
const UNSENT = new Set(['draft', 'approval'])

const request = (facts) => ({side: 'asking', state: 'draft', actions: [], parts: [], ball_with: null, ...facts})

test('both authorities are told what happens next in every state', () => {
  for (const state of STATES) {
    for (const side of UNSENT.has(state) ? ['asking'] : ['asking', 'asked']) {
      assert.notEqual(wanted(request({side, state}), 'own').next, '', `${side}, ${state}`)
    }
  }
})

test('a coordinator is told in every state', () => {
  for (const state of STATES) {
    for (const side of ['asking_coordinator', 'asked_coordinator']) {
      assert.notEqual(wanted(request({side, state}), 'own').next, '', `${side}, ${state}`)
    }
  }
})

test('a coordinator decides when it is the own turn', () => {
  const facts = {side: 'asked_coordinator', state: 'referred', actions: [{action: 'uphold'}]}

  const {task} = wanted(request({...facts, ball_with: 'own'}), 'own')

  assert.equal(task, 'Decide whether the reply suffices.')
})

test('who was asked before need not do anything', () => {
  const {task} = wanted(request({side: 'former', state: 'draft'}), 'own')

  assert.equal(task, 'You need not do anything now.')
})

test('who may only look is told who can act', () => {
  const {task} = wanted(request({side: 'asked', state: 'accepted', ball_with: 'own'}), 'own')

  assert.equal(task, 'You can read this request, but not act on it.')
})

test('who may only allocate is told so', () => {
  const facts = {side: 'asked', state: 'accepted', ball_with: 'own', actions: [{action: 'allocate'}]}

  assert.equal(wanted(request(facts), 'own').task, 'You can allocate this request.')
})

test('a date on offer is what the requesting authority is asked about', () => {
  const facts = {state: 'accepted', ball_with: 'other', actions: [{action: 'agree-date'}]}

  assert.equal(wanted(request(facts), 'own').task, 'Agree to the proposed date, or decline it.')
})

test('every step has a form', () => {
  const without = ACTIONS.filter((action) => routes.read(`#${action}`) === null)

  assert.deepEqual(new Set(without), WITHOUT_FORM)
})

test('every step is confirmed in words', () => {
  const unsaid = ACTIONS.filter((action) => done(action, request({})) === action)

  assert.deepEqual(new Set(unsaid), new Set(['send', 'answer']))
})

test('every leading step is one of the API', () => {
  assert.deepEqual([...LEADING].filter((action) => !ACTIONS.includes(action)), [])
})

test('a reply is not closed while a part of the request is open', () => {
  const replied = {state: 'replied', ball_with: 'own', actions: [{action: 'clarify'}]}
  const said = (over) => wanted(request({...replied, parts: [{over}]}), 'own').next

  assert.match(said(false), /parts of this request/)
  assert.doesNotMatch(said(true), /parts of this request/)
})
