/** The form for what is said of a register. */

import {html, nothing} from 'lit'

import {choicesField, missing, selectField, textField} from '../care/fields.js'
import {languageName} from '../dates.js'
import {form, submitButton} from '../elements/forms.js'
import {named} from '../find/found.js'
import {N, t} from '../texts.js'

/** @typedef {import('./imi-entries.js').EntriesElement} Page */
/** @typedef {import('./imi-entries.js').Entry} Entry */
/** @typedef {[string, string]} Choice code and text */

/** @type {import('../authority/edits.js').Values} what a new entry says before anything is typed */
export const EMPTY = Object.freeze({
  name: '', language: '', kind: '', url: '', areas: [], answers: [], languages: [], cost: 'free', keys: [],
  professions: [],
})

/** @type {Readonly<Record<string, string>>} */
export const LABELS = Object.freeze({
  name: N('Name of the register'),
  language: N('Language of the name'),
  kind: N('Kind of register'),
  url: N('Address of the page where one searches'),
  answers: N('What it answers'),
  keys: N('Search by'),
  languages: N('Languages of its pages'),
  cost: N('Cost'),
  areas: N('Legal areas'),
  professions: N('Professions'),
  keeper: N('Kept by'),
})

/** What every entry says. */
const NEEDED = ['name', 'language', 'kind', 'url', 'answers', 'keys', 'languages', 'areas']

/**
 * Name the fields that are still empty.
 * @param {import('../authority/edits.js').Edits} edits
 */
export function lacking(edits) {
  return NEEDED.filter((name) => !edits.value(name)?.length).map((name) =>
    missing(`/${name}`, t(LABELS[name] ?? name)))
}

/**
 * @param {Page} page
 * @param {Entry | null} entry null for a new one
 */
export function entryForm(page, entry) {
  return form({
    id: 'entry-form',
    heading: entry ? t('Change the entry') : t('Describe a register'),
    fields: fields(page, entry),
    buttons: html`${submitButton(page, t('Save changes'))}
      <button class="ecl-button ecl-button--secondary" type="button" @click=${() => page.cancel()}>
        ${t('Cancel')}
      </button>`,
    submit: () => page.submit(),
  })
}

/**
 * @param {Page} page
 * @param {Entry | null} entry
 */
function fields(page, entry) {
  const {edits, errors, choices, areas, professions} = page
  const field = (/** @type {string} */ name) => ({
    pointer: `/${name}`,
    label: t(LABELS[name] ?? name),
    errors,
    value: String(edits.value(name) ?? ''),
    write: (/** @type {string} */ value) => page.write(name, value),
  })
  const several = (/** @type {string} */ name, /** @type {readonly Choice[]} */ options) =>
    choicesField({
      pointer: `/${name}`,
      label: t(LABELS[name] ?? name),
      errors,
      options: [...options],
      chosen: /** @type {string[]} */ (edits.value(name) ?? []),
      write: (chosen) => page.write(name, chosen),
    })
  const languages = named(choices.languages, languageName)
  const none = /** @type {Choice} */ (['', t('Choose')])
  return html`
    ${textField({...field('name'), hint: t('As the register calls itself.'), lang: String(edits.value('language') ?? '')})}
    ${selectField({...field('language'), options: [none, ...languages]})}
    ${selectField({...field('kind'), options: [none, ...labelled(choices.kinds)]})}
    ${textField({...field('url'), type: 'url', hint: t('Begins with https://')})}
    ${several('answers', labelled(choices.answers))} ${several('keys', labelled(choices.keys))}
    ${selectField({...field('cost'), options: labelled(choices.costs)})}
    ${several('languages', /** @type {Choice[]} */ (languages))} ${several('areas', areas)}
    ${several('professions', professions)}
    ${entry?.editor === 'coordinator' || (!entry && page.coordinates)
      ? html`<imi-authority-picker
          label=${t('Kept by')}
          pointer="/keeper"
          country=${page.me.authority.country}
          single
          .chosen=${page.keepers}
          .errors=${errors}
          @picked=${(/** @type {CustomEvent} */ {detail}) => page.choose(detail)}
        ></imi-authority-picker>`
      : nothing}
  `
}

/**
 * @param {readonly {code: string, label: string}[]} things
 * @returns {Choice[]}
 */
function labelled(things) {
  return things.map(({code, label}) => [code, label])
}
