import assert from 'node:assert/strict'
import {beforeEach, test} from 'node:test'

import {partOrder, partsOf, readDate, splitDate} from '../../site/assets/js/date-reading.js'
import {setToday} from '../../site/assets/js/dates.js'

const read = (/** @type {string} */ lang) => {
  globalThis.document = /** @type {any} */ ({documentElement: {lang, dataset: {}}})
}

beforeEach(() => {
  read('da')
  setToday('2026-03-12')
})

for (const [day, month, year] of [
  ['12', '3', '2026'],
  ['12.', '03', '26'],
  [' 12 ', 'marts', '2026'],
  ['12', 'Mar', '2026'],
  ['12', 'March', '2026'],
]) {
  test(`"${day} ${month} ${year}" is 12 March 2026`, () => {
    assert.equal(readDate({day, month, year}), '2026-03-12')
  })
}

for (const [day, month, year] of [
  ['31', '2', '2026'],
  ['29', '2', '2026'],
  ['0', '1', '2026'],
  ['12', '13', '2026'],
  ['12', 'ma', '2026'],
  ['12', 'ju', '2026'],
  ['12', '3', ''],
  ['12', '3', '202'],
  ['-1', '3', '2026'],
]) {
  test(`"${day} ${month} ${year}" is no date`, () => {
    assert.equal(readDate({day, month, year}), '')
  })
}

test('a birthday written with two digits lies in the past', () => {
  assert.equal(readDate({day: '1', month: '2', year: '84'}), '1984-02-01')
  assert.equal(readDate({day: '1', month: '2', year: '30'}, {past: true}), '1930-02-01')
  assert.equal(readDate({day: '1', month: '2', year: '30'}), '2030-02-01')
})

for (const [lang, month] of [
  ['lt', 'kovo'],
  ['lt', 'kovas'],
  ['mt', 'Marzu'],
  ['ga', 'Márta'],
  ['el', 'Μαρτίου'],
  ['el', 'ΜΑΡΤΙΟΣ'],
  ['cs', 'březen'],
  ['cs', 'března'],
]) {
  test(`${month} is March in ${lang}`, () => {
    read(lang)
    assert.equal(readDate({day: '12', month, year: '2026'}), '2026-03-12')
  })
}

for (const text of ['2026-03-12', '12.3.2026', '12/03/2026', '12. marts 2026', 'March 12, 2026']) {
  test(`"${text}" may be pasted as a whole`, () => {
    assert.equal(readDate(/** @type {any} */ (splitDate(text))), '2026-03-12')
  })
}

for (const text of ['', '12', 'tomorrow', '12.3.']) {
  test(`"${text}" is not a whole date`, () => assert.equal(splitDate(text), undefined))
}

for (const [lang, order] of [
  ['da', 'day month year'],
  ['en', 'day month year'],
  ['hu', 'year month day'],
  ['lt', 'year month day'],
  ['mt', 'day month year'],
]) {
  test(`${lang} writes ${order}`, () => {
    read(lang)
    assert.equal(partOrder().join(' '), order)
  })
}

test('a stored date is taken apart without leading zeros', () => {
  assert.deepEqual(partsOf('2026-03-02'), {day: '2', month: '3', year: '2026'})
  assert.deepEqual(partsOf(''), {day: '', month: '', year: ''})
})
