/** @import {RegisterElement} from './imi-register.js' */

import {html, nothing} from 'lit'

import {LEVELS, labelOf} from '../authority/words.js'
import {languageName} from '../dates.js'
import {named} from '../find/found.js'
import {language, t} from '../texts.js'
import {fieldLabel, titleLanguages} from './entry.js'
import {choicesField, selectField, textField} from './fields.js'

/**
 * The fields that describe a new authority.
 *
 * @param {RegisterElement} page
 */
export function entryFields(page) {
  if (page.entry.invites) return html`${way(page)} ${invitation(page)}`
  return html`${way(page)} ${who(page)} ${where(page)} ${what(page)}`
}

/** @param {RegisterElement} page */
function way(page) {
  const {invites} = page.entry
  /** @type {[boolean, string, string][]} */
  const ways = [
    [true, t('Invite it'), t('It fills in its record and brings in its users itself. You validate it then.')],
    [false, t('Fill in its record myself'), t('It takes part at once. You register its users.')],
  ]
  return html`<fieldset class="ecl-form-group">
    <legend class="ecl-form-label">${t('How do you want to register it?')}</legend>
    <div class="imi-choices">
      ${ways.map(
        ([value, label, hint]) =>
          html`<label class="imi-choice"
            ><input
              type="radio"
              name="invites"
              value=${value}
              .checked=${invites === value}
              @change=${() => page.write({invites: value})}
            /><span>${label}<small class="imi-hint">${hint}</small></span></label
          >`,
      )}
    </div>
  </fieldset>`
}

/** @param {RegisterElement} page */
function invitation(page) {
  const {language: own, areas, administrator} = page.entry
  const person = (/** @type {Partial<typeof administrator>} */ part) =>
    page.write({administrator: {...administrator, ...part}})
  return html`${text(page, 'name', {lang: own})} ${nameLanguage(page)} ${text(page, 'city')}
    ${choicesField({
      ...field(page, 'parts', fieldLabel('parts')),
      hint: t('You decide on access when you have validated the authority.'),
      options: page.areas.map(({code, title}) => [code, title]),
      chosen: areas,
      write: (areas) => page.write({areas}),
    })}
    ${textField({
      ...field(page, 'administrator/name', fieldLabel('administrator/name')),
      value: administrator.name,
      write: (name) => person({name}),
    })}
    ${textField({
      ...field(page, 'administrator/email', fieldLabel('administrator/email')),
      hint: `${t('The invitation goes to this address. It holds for 14 days and works once.')} ${t('Who has an account already can act for the authority at once and gets no invitation.')}`,
      type: 'email',
      value: administrator.email,
      write: (email) => person({email}),
    })}
    ${selectField({
      ...field(page, 'administrator/language', fieldLabel('administrator/language')),
      hint: t('Pages and e-mails come in this language.'),
      value: administrator.language,
      options: named(page.languages, languageName),
      write: (language) => person({language}),
    })}`
}

/** @param {RegisterElement} page */
function nameLanguage(page) {
  return selectField({
    ...field(page, 'language', t('Language of the name')),
    value: page.entry.language,
    options: named(page.languages, languageName),
    write: (language) => page.write({language}),
  })
}

/** @param {RegisterElement} page */
function who(page) {
  const {titles, language: own, level} = page.entry
  return html`${text(page, 'name', {lang: own})} ${nameLanguage(page)}
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
