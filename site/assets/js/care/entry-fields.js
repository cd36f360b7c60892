/** @import {RegisterElement} from './imi-register.js' */

import {html, nothing} from 'lit'

import {LEVELS, labelOf} from '../authority/words.js'
import {languageName} from '../dates.js'
import {named} from '../find/found.js'
import {language, t} from '../texts.js'
import {titleLanguages} from './entry.js'
import {choicesField, selectField, textField} from './fields.js'

/**
 * The fields that describe a new authority.
 *
 * @param {RegisterElement} page
 */
export function entryFields(page) {
  return html`${who(page)} ${where(page)} ${what(page)}`
}

/** @param {RegisterElement} page */
function who(page) {
  const {titles, language: own, level} = page.entry
  return html`${text(page, 'name', {lang: own})}
    ${selectField({
      ...field(page, 'language', t('Language of the name')),
      value: own,
      options: named(page.languages, languageName),
      write: (language) => page.write({language}),
    })}
    ${titleLanguages(language()).map((code) =>
      textField({
        ...field(page, `titles/${code}`),
        hint: t('What the authority is, in a few words, for readers who do not know its name.'),
        lang: code,
        value: titles[code] ?? '',
        write: (title) => page.write({titles: {...titles, [code]: title}}),
      }),
    )}
    ${selectField({
      ...field(page, 'level'),
      value: level,
      options: [['', t('Choose')], ...Object.entries(LEVELS).map(([code, text]) => [code, t(text)])],
      write: (level) => page.write({level}),
    })}`
}

/** @param {RegisterElement} page */
function where(page) {
  const {level} = page.entry
  const optional = true
  return html`${level === 'regional' || level === 'local'
      ? text(page, 'region', {optional: level === 'local'})
      : nothing}
    ${text(page, 'city')} ${text(page, 'address', {optional})}
    ${text(page, 'website', {optional, type: 'url', hint: t('Begins with https://')})}
    ${text(page, 'phone', {optional, type: 'tel'})}
    ${text(page, 'mailbox', {
      type: 'email',
      hint: t('The e-mail address of the office: every message with a deadline reaches it.'),
    })}`
}

/** @param {RegisterElement} page */
function what(page) {
  const {languages, areas} = page.entry
  return html`${choicesField({
    ...field(page, 'languages'),
    options: named(page.languages, languageName),
    chosen: languages,
    write: (languages) => page.write({languages}),
  })}
  ${choicesField({
    ...field(page, 'parts', t('Legal areas')),
    options: page.areas.map(({code, title}) => [code, title]),
    chosen: areas,
    write: (areas) => page.write({areas}),
  })}`
}

/**
 * @param {RegisterElement} page
 * @param {'name' | 'region' | 'city' | 'address' | 'website' | 'phone' | 'mailbox'} name
 * @param {{hint?: string, lang?: string, type?: string, optional?: boolean}} [more]
 */
function text(page, name, more = {}) {
  const write = (/** @type {string} */ value) => page.write({[name]: value})
  return textField({...field(page, name), ...more, value: page.entry[name], write})
}

/**
 * @param {RegisterElement} page
 * @param {string} name
 */
function field({errors}, name, label = labelOf(name)) {
  return {pointer: `/${name}`, label, errors}
}
