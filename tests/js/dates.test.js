import assert from 'node:assert/strict'
import {beforeEach, test} from 'node:test'

import {
  countryCode,
  countryName,
  daysBetween,
  daysLeft,
  formatDate,
  languageName,
  setToday,
  today,
} from '../../site/assets/js/dates.js'
import {useTexts} from '../../site/assets/js/texts.js'

const read = (/** @type {string} */ lang) => {
  globalThis.document = /** @type {any} */ ({documentElement: {lang, dataset: {}}})
}

beforeEach(() => {
  read('en')
  useTexts({})
  setToday('2026-03-12')
})

test('today is the day of the stage, not of the machine', () => {
  assert.equal(today(), '2026-03-12')
})

for (const [due, words] of /** @type {[string, string][]} */ ([
  ['2026-03-10', '2 days overdue'],
  ['2026-03-11', '1 day overdue'],
  ['2026-03-12', 'Due today'],
  ['2026-03-13', 'Due tomorrow'],
  ['2026-03-15', '3 days left'],
])) {
  test(`on 12 March, ${due} is "${words}"`, () => assert.equal(daysLeft(due), words))
}

test('a change to summer time neither adds nor loses a day', () => {
  assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2)
  assert.equal(daysBetween('2026-10-24', '2026-10-26'), 2)
})

test('days are counted from the date of a moment', () => {
  assert.equal(daysBetween('2026-03-01T23:30:00Z', '2026-03-03'), 2)
})

for (const [lang, words] of /** @type {[string, string][]} */ ([
  ['en', 'Thursday 12 March 2026'],
  ['pt', 'quinta-feira, 12 de março de 2026'],
  ['da', 'torsdag den 12. marts 2026'],
  ['lt', '2026 m. kovo 12 d., ketvirtadienis'],
  ['ga', 'Déardaoin 12 Márta 2026'],
  ['mt', 'Il-Ħamis, 12 ta’ Marzu 2026'],
])) {
  test(`a date with its weekday in ${lang}`, () => {
    read(lang)
    assert.equal(formatDate('2026-03-12', {weekday: true}), words)
  })
}

for (const [lang, words] of /** @type {[string, string][]} */ ([
  ['ga', 'Déardaoin 12 Márta 2026'],
  ['mt', 'Il-Ħamis, 12 ta’ Marzu 2026'],
])) {
  test(`a browser without ${lang} still writes dates in it`, (context) => {
    read(lang)
    context.mock.method(Intl.DateTimeFormat, 'supportedLocalesOf', () => [])
    assert.equal(formatDate('2026-03-12', {weekday: true}), words)
  })
}

test('Greece is called by its name and coded EL', () => {
  assert.equal(countryName('GR'), 'Greece')
  assert.equal(countryName('EL'), 'Greece')
  assert.equal(countryCode('GR'), 'EL')
  assert.equal(countryCode('PT'), 'PT')
})

test('Portuguese is that of Portugal', () => {
  read('pt')
  assert.equal(countryName('LV'), 'Letónia')
})

test('a browser without Irish still names countries and languages in Irish', (context) => {
  read('ga')
  context.mock.method(Intl.DisplayNames, 'supportedLocalesOf', () => [])
  assert.equal(countryName('PT'), 'an Phortaingéil')
  assert.equal(countryName('SK'), 'an tSlóvaic')
  assert.equal(languageName('sv'), 'Sualainnis')
})
