/** @import {CountryElement} from './imi-country.js' */
/** @import {Office} from './country-edits.js' */

import {html, nothing} from 'lit'

import {labelOf} from '../authority/words.js'
import {languageName} from '../dates.js'
import {named} from '../find/found.js'
import {language, N, t} from '../texts.js'
import {OFFICES} from './country-edits.js'
import {selectField, textField} from './fields.js'

/** @typedef {Record<string, any>} Item a course, or a piece of news */
/** @typedef {'courses' | 'news'} List */

/** @type {Record<Office | List, string>} */
export const PARTS = {
  coordinator: N('National IMI coordinator'),
  helpdesk: N('National helpdesk'),
  courses: N('Courses'),
  news: N('News'),
}
const OWN = {courses: 'starts_on', news: 'published_on'}
const DATES = {courses: N('First day'), news: N('Date')}
const ADD = {courses: N('Add a course'), news: N('Add a piece of news')}
const REMOVE = {courses: N('Remove this course'), news: N('Remove this piece of news')}

/** @param {CountryElement} page */
export function countryFields(page) {
  return html`${OFFICES.map((office) => contact(page, office))} ${list(page, 'courses')} ${list(page, 'news')}`
}

/** @type {Record<string, string>} */
export const CONTACT_LABELS = {
  name: N('Name'),
  language: N('Language of the name'),
  website: N('Website'),
  email: N('E-mail address'),
  phone: N('Phone'),
}
/** @type {Record<string, string>} */
const TYPES = {website: 'url', email: 'email', phone: 'tel'}

/**
 * @param {CountryElement} page
 * @param {Office} office
 */
function contact(page, office) {
  const {edits, errors, languages} = page
  const field = (/** @type {string} */ name) => ({
    pointer: `/${office}/${name}`,
    label: t(CONTACT_LABELS[name] ?? name),
    errors,
    value: String(edits.value(`${office}/${name}`) ?? ''),
    write: (/** @type {string} */ value) => page.write(`${office}/${name}`, value),
  })
  return html`<section class="imi-stack" aria-labelledby="part-${office}">
    <h3 class="imi-h3" id="part-${office}">${t(PARTS[office])}</h3>
    ${textField({...field('name'), lang: String(edits.value(`${office}/language`) ?? '')})}
    ${selectField({...field('language'), options: [['', t('Choose')], ...named(languages, languageName)]})}
    ${['website', 'email', 'phone'].map((name) =>
      textField({
        ...field(name),
        type: TYPES[name] ?? 'text',
        optional: true,
        ...(name === 'website' ? {hint: t('Begins with https://')} : {}),
      }),
    )}
  </section>`
}

/**
 * @param {CountryElement} page
 * @param {List} part
 */
function list(page, part) {
  const items = /** @type {Item[]} */ (page.edits.value(part) ?? [])
  const add = async () => {
    const courses = part === 'courses' ? {place: ''} : {}
    page.write(part, [...items, {title: {}, [OWN[part]]: '', ...courses, website: null}])
    await page.focusOn(`#${part}-${items.length}-title-${language()}`)
  }
  return html`<section class="imi-stack" aria-labelledby=${part}>
    <h3 class="imi-h3" id=${part} tabindex="-1">${t(PARTS[part])}</h3>
    ${items.map((item, place) => one(page, part, items, item, place))}
    <button class="ecl-button ecl-button--secondary" type="button" @click=${add}>${t(ADD[part])}</button>
  </section>`
}

/**
 * @param {CountryElement} page
 * @param {List} part
 * @param {Item[]} items
 * @param {Item} item
 * @param {number} place
 */
function one(page, part, items, item, place) {
  const {errors} = page
  const at = `/${part}/${place}`
  const write = (/** @type {Item} */ fields) =>
    page.write(part, items.map((each, index) => (index === place ? {...each, ...fields} : each)))
  const remove = async () => {
    page.write(part, items.filter((_, index) => index !== place))
    await page.focusOn(`#${part}`)
  }
  return html`<fieldset class="imi-card imi-form">
    <legend class="imi-hidden">${t(PARTS[part])}: ${item.title[language()] ?? place + 1}</legend>
    ${titles(page, at, item.title, (title) => write({title}))}
    <imi-date-field
      class="imi-screen"
      .value=${item[OWN[part]]}
      pointer="${at}/${OWN[part]}"
      label=${t(DATES[part])}
      .errors=${errors}
      @change=${(/** @type {any} */ event) => write({[OWN[part]]: event.target.value})}
    ></imi-date-field>
    ${part === 'courses'
      ? textField({
          pointer: `${at}/place`,
          label: t('Place'),
          errors,
          value: item.place,
          write: (place) => write({place}),
        })
      : nothing}
    ${textField({
      pointer: `${at}/website`,
      label: t('Website'),
      hint: t('Begins with https://'),
      optional: true,
      type: 'url',
      errors,
      value: item.website ?? '',
      write: (website) => write({website: website || null}),
    })}
    <button class="ecl-button ecl-button--secondary imi-button--danger" type="button" @click=${remove}>
      ${t(REMOVE[part])}
    </button>
  </fieldset>`
}

/**
 * The title in the language of the page and in English; the others one click away.
 *
 * @param {CountryElement} page
 * @param {string} at pointer of what has the title
 * @param {Record<string, string>} title by language code
 * @param {(title: Record<string, string>) => void} write
 */
function titles({errors, languages}, at, title, write) {
  const first = [...new Set([language(), 'en'])]
  const others = languages.filter((code) => !first.includes(code))
  const given = others.filter((code) => title[code]).length
  const wrong = errors.some(({pointer}) => others.some((code) => pointer === `${at}/title/${code}`))
  const field = (/** @type {string} */ code) =>
    textField({
      pointer: `${at}/title/${code}`,
      label: labelOf(`titles/${code}`),
      lang: code,
      errors,
      optional: code !== language(),
      value: title[code] ?? '',
      write: (text) => {
        const {[code]: _, ...rest} = title
        write(text ? {...rest, [code]: text} : rest)
      },
    })
  const whole = errors.filter(({pointer}) => pointer === `${at}/title`)
  return html`<div id="${at.slice(1).replace('/', '-')}-title">
    ${whole.map(({detail}) => html`<div class="ecl-feedback-message">${detail}</div>`)} ${first.map(field)}
    <details class="imi-details" ?open=${wrong}>
      <summary>${t('Titles in the other languages: {given} of {all}', {given, all: others.length})}</summary>
      ${others.map(field)}
    </details>
  </div>`
}
