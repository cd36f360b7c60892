/** @import {AuthorityElement} from './imi-authority.js' */

import {html, nothing} from 'lit'

import {compareText, languageName} from '../dates.js'
import {fieldError} from '../elements/errors.js'
import {language, t} from '../texts.js'
import {officialName} from './facts.js'
import {choices, form, group, optionally, textField, write} from './forms.js'
import {LEVELS, labelOf} from './words.js'

/**
 * Return the form for the facts that the reader may change.
 *
 * @param {AuthorityElement} page
 */
export function editForm(page) {
  const {edits, record} = page
  const may = (/** @type {string} */ name) => record.editable.includes(name)
  const text = (/** @type {string} */ name, /** @type {Parameters<typeof textField>[3]} */ options) =>
    may(name) ? textField(page, edits, name, options) : nothing
  return form(page, {
    heading: t('Change the facts'),
    button: t('Save changes'),
    edits,
    submit: () => page.save(),
    fields: html`
      ${may('name')
        ? text('name', {lang: record.language})
        : html`<div>
            <p><strong>${labelOf('name')}</strong><br />${officialName(record)}</p>
            <p class="imi-hint">${t('Only your coordinator changes the official name.')}</p>
          </div>`}
      ${may('titles') ? titles(page) : nothing}
      ${may('level') ? choices(page, edits, 'level', Object.entries(LEVELS).map(([code, name]) => [code, t(name)])) : nothing}
      ${text('region', {hint: t('A regional authority names its region here.'), optional: edits.value('level') !== 'regional'})}
      ${text('city', {})} ${text('address', {optional: true})}
      ${text('mailbox', {type: 'email', hint: t('The e-mail address of the office: every message with a deadline reaches it.')})}
      ${text('phone', {type: 'tel', optional: true})}
      ${text('website', {type: 'url', hint: t('Begins with https://'), optional: true})}
      ${may('languages') ? languages(page) : nothing} ${may('competences') ? terms(page, 'competences') : nothing}
      ${may('professions') ? terms(page, 'professions') : nothing}
    `,
  })
}

/**
 * The titles: that of the page at hand, the others one click away.
 *
 * @param {AuthorityElement} page
 */
function titles(page) {
  const {edits, errors} = page
  const own = [...new Set([language(), 'en'])]
  const others = byName(page.languages.filter((code) => !own.includes(code)))
  const given = others.filter((code) => edits.value(`titles/${code}`)?.trim()).length
  const field = (/** @type {string} */ code) =>
    textField(page, edits, `titles/${code}`, {label: languageName(code), lang: code, optional: code !== 'en'})
  const wrong = errors.some(({pointer}) => others.some((code) => pointer === `/titles/${code}`))
  return html`<fieldset class=${group(page, '/titles')} id="titles">
    <legend class="ecl-form-label">${t('Titles')}</legend>
    <div class="ecl-help-block">
      ${t('What the authority is, in a few words, for readers who do not know its name.')}
    </div>
    ${fieldError(errors, '/titles')} ${own.map(field)}
    <details class="imi-details" ?open=${wrong}>
      <summary>${t('Titles in the other languages: {given} of {all}', {given, all: others.length})}</summary>
      ${others.map(field)}
    </details>
  </fieldset>`
}

/** @param {AuthorityElement} page */
function languages(page) {
  const {edits, errors} = page
  /** @type {string[]} */
  const chosen = edits.value('languages')
  const first = (/** @type {Event} */ event) => {
    const {value} = /** @type {HTMLSelectElement} */ (event.target)
    write(page, edits, 'languages', [value, ...chosen.filter((code) => code !== value)])
  }
  return html`<fieldset class=${group(page, '/languages')} id="languages">
      <legend class="ecl-form-label">${labelOf('languages')}</legend>
      ${fieldError(errors, '/languages')}
      <details class="imi-details">
        <summary>${chosen.map(languageName).join(', ') || t('None')} – ${t('Change')}</summary>
        ${boxes(page, 'languages', byName(page.languages).map((code) => ({code, text: languageName(code)})))}
      </details>
    </fieldset>
    ${chosen.length > 1
      ? html`<div class="ecl-form-group">
          <label class="ecl-form-label" for="best">${t('Language understood best')}</label>
          <div class="ecl-select__container ecl-select__container--m">
            <select class="ecl-select" id="best" @change=${first}>
              ${chosen.map((code, place) => html`<option value=${code} .selected=${place === 0}>${languageName(code)}</option>`)}
            </select>
          </div>
        </div>`
      : nothing}`
}

/**
 * @param {AuthorityElement} page
 * @param {'competences' | 'professions'} name
 */
function terms(page, name) {
  const {edits, errors} = page
  if (!page.terms[name].length) return nothing
  /** @type {string[]} */
  const chosen = edits.value(name)
  const known = page.terms[name].filter(({code}) => chosen.includes(code))
  return html`<fieldset class=${group(page, `/${name}`)} id=${name}>
    <legend class="ecl-form-label">${labelOf(name)} ${optionally()}</legend>
    ${fieldError(errors, `/${name}`)}
    <details class="imi-details">
      <summary>${known.map(({text}) => text).join(', ') || t('None')} – ${t('Change')}</summary>
      ${boxes(page, name, page.terms[name])}
    </details>
  </fieldset>`
}

/**
 * @param {AuthorityElement} page
 * @param {string} name
 * @param {{code: string, text: string, language?: string}[]} options
 */
function boxes(page, name, options) {
  /** @type {string[]} */
  const chosen = page.edits.value(name)
  const toggle = (/** @type {string} */ code) =>
    write(page, page.edits, name, chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code])
  return html`<div class="imi-choices">
    ${options.map(
      ({code, text, language: spoken}) =>
        html`<label class="imi-choice"
          ><input type="checkbox" .checked=${chosen.includes(code)} @change=${() => toggle(code)} /><span
            lang=${spoken ?? nothing}
            >${text}</span
          ></label
        >`,
    )}
  </div>`
}

/** @param {string[]} codes */
function byName(codes) {
  return [...codes].sort((one, other) => compareText(languageName(one), languageName(other)))
}
