/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

import {formatDate} from '../dates.js'
import {t} from '../texts.js'
import {fieldLabel, stepForm} from './forms.js'
import {deadline} from './wanted.js'

const POINTER = '/agreed_on'
const WEEKEND = new Set([0, 6])

/**
 * Return the form that accepts a request by the proposed date or another.
 *
 * @param {CaseElement} page
 */
export function form(page) {
  const {proposed_on: proposed, today} = page.request
  const {agreed_on: chosen} = page.typed
  return stepForm(page, {
    action: 'accept',
    heading: t('Accept the request'),
    fields: html`${deadline(page.request)}
      <p>${t('When you accept, you take on to answer all questions by this date.')}</p>
      <imi-date-field
        .value=${chosen}
        pointer=${POINTER}
        label=${fieldLabel(page, 'accept', 'agreed_on')}
        hint=${t('The proposed date is filled in. Change it if you need more time.')}
        .errors=${page.errors}
        @change=${(/** @type {Event} */ event) => {
          const field = /** @type {import('../elements/date-field.js').DateField} */ (event.target)
          page.type({agreed_on: field.value})
        }}
      ></imi-date-field>
      <imi-counted-days
        from=${today}
        to=${chosen}
        asking=${page.request.asking_authority.country}
        asked=${page.request.asked_authority?.country ?? ''}
      ></imi-counted-days>
      ${note(chosen, proposed)} ${suggestion(page)}
      ${proposed && proposed !== chosen && proposed >= today ? take(page, proposed) : nothing}`,
    submit: () => page.act('accept', chosen ? {agreed_on: chosen} : {}),
  })
}

/**
 * Return the date that the form offers at first: the proposed one, unless it has passed.
 *
 * @param {import('./types.js').Request} request
 */
export function firstDate({proposed_on: proposed, today}) {
  return proposed && proposed >= today ? proposed : ''
}

/**
 * Say what is worth knowing about the chosen date before it is accepted.
 *
 * @param {string} chosen
 * @param {string | null} proposed
 */
function note(chosen, proposed) {
  const notes = []
  if (chosen && proposed && chosen !== proposed)
    notes.push(t('The requesting authority is told that the date differs.'))
  if (chosen && WEEKEND.has(new Date(chosen).getUTCDay())) notes.push(t('This date is a Saturday or Sunday.'))
  return html`<div role="status">${notes.map((text) => html`<p>${text}</p>`)}</div>`
}

/** @param {CaseElement} page */
function suggestion(page) {
  const {suggestedOn: date, typed, request} = page
  // The proposed date has a button of its own.
  const isNew = date && date !== typed.agreed_on && date !== request.proposed_on
  return isNew ? take(page, date) : nothing
}

/**
 * @param {CaseElement} page
 * @param {string} date
 */
function take(page, date) {
  return html`<p>
    <button
      class="ecl-button ecl-button--secondary"
      type="button"
      @click=${() => page.type({agreed_on: date})}
    >
      ${t('Use this date: {date}', {date: formatDate(date, {weekday: true})})}
    </button>
  </p>`
}
