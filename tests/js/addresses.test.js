import assert from 'node:assert/strict'
import {before, test} from 'node:test'

import {fieldId} from '../../site/assets/js/elements/errors.js'
import {ownPath} from '../../site/assets/js/texts.js'

before(() => {
  const globals = /** @type {any} */ (globalThis)
  globals.document = {documentElement: {lang: 'da', dataset: {}}}
  globals.location = {origin: 'https://imi.example'}
})

test('sign-in returns to the page asked for', () => {
  const page = '/da/workspace/case/?number=K7QM-3XPT'
  assert.equal(ownPath(page), page)
})

for (const path of [
  'https://elsewhere.example/',
  '//elsewhere.example/',
  '/\\elsewhere.example/',
  '\\/elsewhere.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '',
]) {
  test(`sign-in never leads to "${path}"`, () => assert.equal(ownPath(path), '/da/workspace/'))
}

for (const [pointer, id] of /** @type {[string, string][]} */ ([
  ['/reason', 'reason'],
  ['/questions/0/slots/service_name', 'questions-0-slots-service_name'],
  ['#/person/born_on', 'person-born_on'],
  ['', 'title'],
])) {
  test(`"${pointer}" points to the field ${id}`, () => assert.equal(fieldId(pointer), id))
}
