/** The form for what is said of a register. */

import {html, nothing} from 'lit'

import {areaField, choicesField, missing, selectField, textField} from '../care/fields.js'
import {languageName} from '../dates.js'
import {form, submitButton} from '../elements/forms.js'
import {named} from '../find/found.js'
import {t} from '../texts.js'
import {GUIDANCE, codeOf, labelOf} from './entry-words.js'

/** @typedef {import('./imi-entries.js').EntriesElement} Page */
/** @typedef {import('./imi-entries.js').Entry} Entry */
/** @typedef {[string, string]} Choice code and text */

/** @type {import('../authority/edits.js').Values} what a new entry says before anything is typed */
export const EMPTY = Object.freeze({
  name: '', language: '', kind: '', url: '', areas: [], answers: [], languages: [], cost: 'free', keys: [],
  professions: [], english_url: '', region: '', rhythm: null, contact: '', successor: null,
})

/**
 * Return what is sent of *values*: what the keeper says in one language is a field of its own in the form.
 * @param {import('../authority/edits.js').Values} values
 */
export function body(values) {
  const told = Object.entries(values).filter(([name]) => name.startsWith(GUIDANCE))
  const plain = Object.entries(values).filter(([name]) => !name.startsWith(GUIDANCE))
  const guidance = Object.fromEntries(told.map(([name, text]) => [codeOf(name), text]))
  return {...Object.fromEntries(plain), ...(told.length ? {guidance} : {})}
}

/** What every entry says. */
const NEEDED = ['name', 'language', 'kind', 'url', 'answers', 'keys', 'languages', 'areas']

/**
 * Name the fields that are still empty.
 * @param {import('../authority/edits.js').Edits} edits
 */
export function lacking(edits) {
  return NEEDED.filter((name) => !edits.value(name)?.length).map((name) =>
    missing(`/${name}`, labelOf(name)))
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
    label: labelOf(name),
    errors,
    value: String(edits.value(name) ?? ''),
    write: (/** @type {string} */ value) => page.write(name, value),
  })
  const several = (/** @type {string} */ name, /** @type {readonly Choice[]} */ options) =>
    choicesField({
      pointer: `/${name}`,
      label: labelOf(name),
      errors,
      options: [...options],
      chosen: /** @type {string[]} */ (edits.value(name) ?? []),
      write: (chosen) => page.write(name, chosen),
    })
  const chosen = (/** @type {string} */ name) => ({
    ...field(name),
    write: (/** @type {string} */ value) => page.write(name, value || null),
  })
  const others = successors(page, entry)
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
    ${guidance(page)}
    ${textField({...field('english_url'), type: 'url', hint: t('Begins with https://'), optional: true})}
    ${textField({...field('region'), hint: t('If it is kept for a part of the country alone.'), lang: String(edits.value('language') ?? ''), optional: true})}
    ${selectField({...chosen('rhythm'), options: [['', t('not known yet')], ...labelled(choices.rhythms)], optional: true})}
    ${textField({...field('contact'), type: 'email', hint: t('An e-mail address that everybody may see.'), optional: true})}
    ${others.length || edits.value('successor')
      ? selectField({
          ...chosen('successor'),
          options: [['', t('None')], ...others],
          hint: t('If another register has taken its place. Nobody is led to this one then.'),
          optional: true,
        })
      : nothing}
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
 * What the keeper tells those who look something up: in the reader's language, in English, in that of the
 * register, and in those in which it is told already.
 *
 * @param {Page} page
 */
function guidance(page) {
  const {me, edits, errors, tells, choices} = page
  const told = Object.keys(edits.stored).filter((name) => name.startsWith(GUIDANCE))
  const first = [String(edits.value('language') || me.language), me.language, 'en', ...told.map(codeOf)]
  const codes = [...new Set([...first, ...tells])]
  const others = choices.languages.filter((code) => !codes.includes(code))
  const more = selectField({
    pointer: '/guidance',
    label: t('Add a text in another language'),
    errors,
    optional: true,
    value: '',
    options: [['', t('Choose')], ...named(others, languageName)],
    write: (code) => page.tell(code),
  })
  return [...codes.map((code) => {
    const name = `${GUIDANCE}${code}`
    return areaField({
      pointer: `/${name}`,
      label: labelOf(name),
      errors,
      hint: t('Such as what to type, and where. Write no personal data.'),
      lang: code,
      longest: 1000,
      optional: true,
      value: String(edits.value(name) ?? ''),
      write: (text) => page.write(name, text),
    })
  }), more]
}

/**
 * The registers that may have taken the place of an entry: others that everybody sees.
 *
 * @param {Page} page
 * @param {Entry | null} entry
 * @returns {Choice[]}
 */
function successors({choices, edits}, entry) {
  const options = labelled(choices.successors.filter(({code}) => code !== entry?.id))
  const chosen = edits.value('successor')
  // What was chosen may have gone since, or have been replaced itself.
  if (chosen && !options.some(([code]) => code === chosen)) options.push([chosen, chosen])
  return options
}

/**
 * @param {readonly {code: string, label: string}[]} things
 * @returns {Choice[]}
 */
function labelled(things) {
  return things.map(({code, label}) => [code, label])
}
