/** @import {PeopleElement} from './imi-people.js' */

import {html} from 'lit'

import {t} from '../texts.js'
import {languageOptions, rightsFields, selectField, textField} from './fields.js'
import {frame} from './frame.js'

/** @param {string} language in which a colleague is likely to read */
export function emptyEntry(language) {
  return {
    name: '',
    email: '',
    language,
    roles: /** @type {import('./words.js').Roles} */ ({}),
    administrator: false,
  }
}

/**
 * Return the form that registers a colleague.
 *
 * @param {PeopleElement} page
 */
export function form(page) {
  const {entry, errors} = page
  return frame(page, {
    heading: t('Add a colleague'),
    fields: html`<p>${t('Your colleague gets an e-mail with a link. It holds for 14 days and works once.')}</p>
      ${textField({
        pointer: '/name',
        label: t('Name'),
        value: entry.name,
        errors,
        type: (name) => page.write({name}),
      })}
      ${textField({
        pointer: '/email',
        label: t('E-mail address'),
        hint: t('Your colleague signs in with this address.'),
        kind: 'email',
        value: entry.email,
        errors,
        type: (email) => page.write({email}),
      })}
      ${selectField({
        pointer: '/language',
        label: t('Language'),
        hint: t('Pages and e-mails come in this language.'),
        value: entry.language,
        options: languageOptions(page.languages),
        errors,
        choose: (language) => page.write({language}),
      })}
      ${rightsFields({
        rights: entry,
        areas: page.staff.areasOf(entry.roles),
        titles: page.staff.titles,
        errors,
        choose: (rights) => page.write(rights),
      })}`,
    label: t('Add and send the invitation'),
    submit: () => page.add(),
  })
}
