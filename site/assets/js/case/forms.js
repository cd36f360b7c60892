/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

import {form, submitButton} from '../elements/forms.js'
import {t} from '../texts.js'

/**
 * Return the frame of a form that takes a step: heading, fields, one button.
 *
 * @param {CaseElement} page
 * @param {object} step
 * @param {string} step.action
 * @param {string} step.heading
 * @param {string} [step.warning]  What cannot be undone.
 * @param {unknown} step.fields
 * @param {() => unknown} step.submit
 */
export function stepForm(page, {action, heading, warning, fields, submit}) {
  const offered = page.request.actions.find((one) => one.action === action)
  if (!offered) return nothing
  return html`<a class="imi-back" href="#overview">${t('Back to the request')}</a>
    ${form({
      id: 'step',
      heading,
      fields: [fields, warning ? html`<p><strong>${warning}</strong></p>` : nothing],
      buttons: submitButton(page, offered.label),
      submit,
    })}`
}

/**
 * Return the API's name for a field of an action.
 *
 * @param {CaseElement} page
 * @param {string} action
 * @param {string} name
 */
export function fieldLabel(page, action, name) {
  const fields = page.request.actions.find((one) => one.action === action)?.fields
  return fields?.find((field) => field.name === name)?.label ?? name
}
