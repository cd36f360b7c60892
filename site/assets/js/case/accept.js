/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

import {t} from '../texts.js'
import {counted, takeDate, weekendNote} from './dates.js'
import {fieldLabel, stepForm} from './forms.js'
import {deadline} from './wanted.js'

const POINTER = '/agreed_on'

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
      ${counted(page.request, chosen)}
      <div role="status">
        ${
          chosen && proposed && chosen !== proposed
            ? html`<p>${t('The requesting authority is told that the date differs.')}</p>`
            : nothing
        }
        ${weekendNote(chosen)}
      </div>
      ${suggestion(page)}
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
  return takeDate(date, () => page.type({agreed_on: date}))
}
