/** The columns of a list of authorities, as they are told and as an empty list has them. */

import {N} from '../texts.js'

/** @type {readonly {names: string, text: string}[]} */
export const COLUMNS = [
  {names: 'name', text: N('Official name, in its own language. Needed.')},
  {names: 'city', text: N('Needed.')},
  {names: 'language', text: N('Code of the language of the name, such as da. If empty, that of your authority.')},
  {names: 'title_en, title_da, …', text: N('What the authority is, in a few words, by language.')},
  {names: 'level', text: N('national, regional or local.')},
  {names: 'region', text: N('For regional authorities.')},
  {names: 'address, website, phone', text: N('May be empty.')},
  {names: 'mailbox', text: N('E-mail address of the office.')},
  {names: 'languages', text: N('Codes of the languages understood there, with blanks between them.')},
  {names: 'competences, professions', text: N('Codes, with blanks between them. May be empty.')},
  {names: 'areas', text: N('Codes of the legal areas, with blanks between them.')},
  {
    names: 'administrator_name, administrator_email, administrator_language',
    text: N('If filled in, the authority is invited and completes its record itself.'),
  },
  {names: 'another_authority', text: N('yes, if a similar one is registered and this is another one.')},
]

/** An empty list, as spreadsheets in most of Europe read it. */
export function template() {
  return `${[
    'name', 'city', 'language', 'title_en', 'level', 'region', 'address', 'website', 'phone', 'mailbox',
    'languages', 'competences', 'professions', 'areas', 'administrator_name', 'administrator_email',
    'administrator_language', 'another_authority',
  ].join(';')}\r\n`
}
