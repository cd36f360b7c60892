/** @import {Absence} from '../types.js' */
/** @import {FieldProblem} from '../problems.js' */
/** @import {Away, ProfileElement} from './imi-profile.js' */

import {html, nothing} from 'lit'

import {compareText, languageName, today} from '../dates.js'
import {selectField} from '../people/fields.js'
import {awayInWords} from '../people/words.js'
import {t} from '../texts.js'
import {mailInWords} from './mail.js'

/** @returns {Away} */
export function nothingYet() {
  return {from_on: '', to_on: '', substitute: ''}
}

/**
 * Return a stored absence as the form shows it; one that is over is none.
 *
 * @param {Absence | null} absence
 * @returns {Away}
 */
export function typed(absence) {
  if (!absence || absence.to_on < today()) return nothingYet()
  const {from_on, to_on, substitute} = absence
  return {from_on, to_on, substitute}
}

/**
 * Return what is missing before the absence can be sent.
 *
 * @param {Away} away
 * @returns {FieldProblem[]}
 */
export function check({from_on, to_on, substitute}) {
  const missing = (/** @type {string} */ field) => t('Fill in: {field}', {field})
  return [
    ...(from_on ? [] : [{pointer: '/absence/from_on', detail: missing(t('First day away'))}]),
    ...(to_on ? [] : [{pointer: '/absence/to_on', detail: missing(t('Last day away'))}]),
    ...(substitute ? [] : [{pointer: '/absence/substitute', detail: missing(t('Who acts meanwhile'))}]),
  ]
}

/**
 * Return the form with which an official goes away and comes back.
 *
 * @param {ProfileElement} page
 */
export function form(page) {
  const {absence} = page.me
  const now = awayInWords(absence, page.colleagues)
  return html`<form
    class="imi-form"
    novalidate
    aria-labelledby="away-title"
    @submit=${(/** @type {Event} */ event) => {
      event.preventDefault()
      void page.saveAway()
    }}
  >
    <h2 class="imi-h2" id="away-title">${t('I am away')}</h2>
    <p>${now || t('While you are away, e-mails about requests go to a colleague who handles the same legal area.')}</p>
    ${page.colleagues.length
      ? fields(page, Boolean(now))
      : html`<p>${t('You have no active colleague who could act for you. Ask an administrator to add one.')}</p>`}
  </form>`
}

/**
 * @param {ProfileElement} page
 * @param {boolean} isSet
 */
function fields(page, isSet) {
  const colleagues = [...page.colleagues].sort((one, other) => compareText(one.name, other.name))
  return html`${day(page, 'from_on', t('First day away'))} ${day(page, 'to_on', t('Last day away'))}
    ${selectField({
      pointer: '/absence/substitute',
      label: t('Who acts meanwhile'),
      value: page.away.substitute,
      options: [
        {value: '', text: t('Choose a colleague')},
        ...colleagues.map(({id, name}) => ({value: id, text: name})),
      ],
      errors: page.errors,
      choose: (substitute) => page.type({substitute}),
    })}
    ${uncovered(page)}
    <div class="imi-buttons imi-buttons--close">
      <button class="ecl-button ecl-button--secondary" type="submit" aria-disabled=${page.busy ? 'true' : nothing}>
        ${t('Save absence')}
      </button>
      ${isSet
        ? html`<button
            class="ecl-button ecl-button--secondary"
            type="button"
            aria-disabled=${page.busy ? 'true' : nothing}
            @click=${() => page.endAbsence()}
          >
            ${t('I am back')}
          </button>`
        : nothing}
    </div>`
}

/**
 * Say which legal areas the substitute does not handle, whose requests stay with the one who is away.
 *
 * @param {ProfileElement} page
 */
function uncovered(page) {
  const substitute = page.colleagues.find(({id}) => id === page.away.substitute)
  const handles = (/** @type {Record<string, string[]>} */ roles, /** @type {string} */ area) =>
    roles[area]?.includes('handler')
  const areas = Object.keys(page.me.roles).filter(
    (area) => handles(page.me.roles, area) && substitute && !handles(substitute.roles, area),
  )
  if (!areas.length || !substitute) return nothing
  const {name} = substitute
  const titles = areas.map((area) => page.titles.get(area) ?? area).join(', ')
  return html`<p class="imi-hint" role="status">
    ${t('{name} does not handle: {areas}. Messages about these still come to you. An administrator can give {name} the right.', {name, areas: titles})}
  </p>`
}

/**
 * @param {ProfileElement} page
 * @param {'from_on' | 'to_on'} name
 * @param {string} label
 */
function day(page, name, label) {
  return html`<imi-date-field
    .value=${page.away[name]}
    pointer="/absence/${name}"
    label=${label}
    .errors=${page.errors}
    @change=${(/** @type {Event} */ event) =>
      page.type({[name]: /** @type {import('../elements/date-field.js').DateField} */ (event.target).value})}
  ></imi-date-field>`
}

/**
 * Return language and absence as they are stored now.
 *
 * @param {ProfileElement} page
 */
export function stored({me, colleagues}) {
  return html`<dl class="imi-facts">
    <dt>${t('Language')}</dt>
    <dd>${languageName(me.language)}</dd>
    <dt>${t('E-mails')}</dt>
    <dd>${mailInWords(me.mail)}</dd>
    <dt>${t('Away')}</dt>
    <dd>${awayInWords(me.absence, colleagues) || t('No')}</dd>
  </dl>`
}
