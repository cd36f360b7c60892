/** @import {Official} from '../types.js' */
/** @import {Rights} from './fields.js' */
/** @import {PeopleElement} from './imi-people.js' */

import {html, nothing} from 'lit'

import {languageName} from '../dates.js'
import {t} from '../texts.js'
import {languageOptions, rightsFields, selectField, textField} from './fields.js'
import {frame} from './frame.js'
import {rightsList} from './list.js'
import {rightsInWords} from './words.js'

/**
 * What is ticked for one user, and the stored entry on which it is based. A colleague
 * may have changed the entry meanwhile: `theirs` is what is stored then.
 *
 * @typedef {{rights: Rights, name: string, language: string, email: string, base: Official, theirs: Official | null}} Edit
 */

/** @typedef {{rights: Rights, name: string, language: string, email: string}} Version */

/**
 * @param {Official} official
 * @returns {Edit}
 */
export function begin(official) {
  const {name, language, email} = official
  return {rights: rightsOf(official), name, language, email, base: official, theirs: null}
}

/**
 * Return *edit* upon what somebody else has stored meanwhile: what was not touched here is theirs.
 * Where both changed the same, the reader chooses between both.
 *
 * @param {Edit} edit
 * @param {Official} theirs
 * @returns {Edit}
 */
export function rebased(edit, theirs) {
  const {base} = edit
  const touched = {
    rights: !sameRights(edit.rights, rightsOf(base)),
    name: edit.name !== base.name,
    language: edit.language !== base.language,
    email: edit.email !== base.email,
  }
  const clash =
    (touched.rights && !sameRights(rightsOf(theirs), rightsOf(base))) ||
    (touched.name && theirs.name !== base.name) ||
    (touched.language && theirs.language !== base.language) ||
    (touched.email && theirs.email !== base.email)
  return {
    rights: touched.rights ? edit.rights : rightsOf(theirs),
    name: touched.name ? edit.name : theirs.name,
    language: touched.language ? edit.language : theirs.language,
    email: touched.email ? edit.email : theirs.email,
    base: theirs,
    theirs: clash ? theirs : null,
  }
}

/**
 * Return what is to change (JSON Merge Patch), or null if nothing is.
 *
 * @param {Edit} edit
 */
export function changes({rights, name, language, email, base}) {
  const areas = Object.keys({...base.roles, ...rights.roles})
  const roles = Object.fromEntries(
    areas
      .map((area) => /** @type {const} */ ([area, rights.roles[area] ?? []]))
      .filter(([area, held]) => !sameRoles(held, base.roles[area] ?? []))
      .map(([area, held]) => [area, held.length ? held : null]),
  )
  const change = {
    ...(name === base.name ? {} : {name}),
    ...(language === base.language ? {} : {language}),
    ...(email === base.email ? {} : {email}),
    ...(Object.keys(roles).length ? {roles} : {}),
    ...(rights.administrator === base.administrator ? {} : {administrator: rights.administrator}),
  }
  return Object.keys(change).length ? change : null
}

/**
 * Return the form that changes the rights of a user.
 *
 * @param {PeopleElement} page
 * @param {Official} official
 */
export function form(page, official) {
  const edit = page.staff.edit(official)
  return html`${edit.theirs ? conflict(page, edit, edit.theirs) : nothing}
  ${frame(page, {
    heading: t('Entry of {name}', {name: official.name}),
    fields: html`${rightsFields({
      rights: edit.rights,
      areas: page.staff.areasOf({...official.roles, ...edit.rights.roles}),
      titles: page.staff.titles,
      errors: page.errors,
      choose: (rights) => page.tick(official, {rights}),
    })}
    ${textField({
      pointer: '/name',
      label: t('Name'),
      value: edit.name,
      errors: page.errors,
      type: (name) => page.tick(official, {name}),
    })}
    ${textField({
      pointer: '/email',
      kind: 'email',
      label: t('E-mail address'),
      value: edit.email,
      errors: page.errors,
      type: (email) => page.tick(official, {email}),
    })}
    ${selectField({
      pointer: '/language',
      label: t('Language'),
      hint: t('Pages and e-mails come in this language.'),
      value: edit.language,
      options: languageOptions(page.languages),
      errors: page.errors,
      choose: (language) => page.tick(official, {language}),
    })}`,
    label: t('Save changes'),
    submit: () => page.act(() => page.staff.saveRights(official)),
  })}`
}

/**
 * Return both versions side by side, and let the reader choose.
 *
 * @param {PeopleElement} page
 * @param {Edit} edit
 * @param {Official} theirs
 */
function conflict(page, edit, theirs) {
  const settle = (/** @type {Version} */ version) => page.settle(theirs, version)
  const {rights, name, language, email} = edit
  return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="conflict">
    <h2 class="imi-h3" id="conflict">${t('Somebody else has changed the same meanwhile')}</h2>
    <dl class="imi-summary">
      ${version(page, t('Saved by somebody else'), {...theirs, rights: rightsOf(theirs)}, t('Take this version'), settle)}
      ${version(page, t('Chosen by you'), {rights, name, language, email}, t('Keep my version'), settle)}
    </dl>
  </section>`
}

/**
 * @param {PeopleElement} page
 * @param {string} label
 * @param {Version} found
 * @param {string} button
 * @param {(found: Version) => unknown} settle
 */
function version(page, label, {rights, name, language, email}, button, settle) {
  return html`<div class="imi-summary__row">
    <dt>${label}</dt>
    <dd>
      <p>${name}, ${email}, ${languageName(language)}</p>
      ${rightsList(rightsInWords(rights.roles, page.staff.titles))}
      ${rights.administrator ? html`<p class="imi-capital">${t('administrator')}</p>` : nothing}
    </dd>
    <dd class="imi-summary__action">
      <button class="ecl-button ecl-button--secondary" type="button" @click=${() => settle({rights, name, language, email})}>
        ${button}
      </button>
    </dd>
  </div>`
}

/** @param {Official} official */
function rightsOf({roles, administrator}) {
  return {roles, administrator}
}

/**
 * @param {Rights} some
 * @param {Rights} others
 */
function sameRights(some, others) {
  const areas = Object.keys({...some.roles, ...others.roles})
  const same = areas.every((area) => sameRoles(some.roles[area] ?? [], others.roles[area] ?? []))
  return same && some.administrator === others.administrator
}

/**
 * @param {readonly string[]} some
 * @param {readonly string[]} others
 */
function sameRoles(some, others) {
  return some.length === others.length && some.every((role) => others.includes(role))
}
