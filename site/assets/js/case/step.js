/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

import {stepForm} from './forms.js'
import {sent, stepField} from './step-fields.js'
import {stepWords} from './step-words.js'

/**
 * Return the form of a step that needs no page of its own: what happens then, and the
 * fields that the API asks for.
 *
 * @param {CaseElement} page
 * @param {string} action
 */
export function form(page, action) {
  const offered = page.request.actions.find((one) => one.action === action)
  if (!offered) return nothing
  const {heading, told, hint, warning} = stepWords(page.request, action)
  const {fields, label} = offered
  return stepForm(page, {
    action,
    heading: heading ?? label,
    warning,
    fields: html`${told ? html`<p>${told}</p>` : nothing}
    ${fields.map((field) => stepField(page, {action, hint: hint ?? '', ...field}))}`,
    submit: () =>
      page.act(action, Object.fromEntries(fields.map((field) => [field.name, sent(page, action, field)]))),
  })
}
