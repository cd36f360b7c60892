/** @import {CaseElement} from './imi-case.js' */
/** @import {Field} from './types.js' */

import {html, nothing} from 'lit'

import {t} from '../texts.js'
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
    submit: () => submit(page, action, fields),
  })
}

/**
 * Send what is filled in, or name at once all that is missing.
 *
 * @param {CaseElement} page
 * @param {string} action
 * @param {Field[]} fields
 */
function submit(page, action, fields) {
  const missing = fields.filter((field) => field.required && !filled(sent(page, action, field)))
  // A file that is on its way would be left behind.
  if (!missing.length && page.uploading)
    return page.showErrors([
      {pointer: '/attachments', detail: t('{name} is being uploaded …', {name: page.uploading})},
    ])
  if (!missing.length)
    return page.act(action, Object.fromEntries(fields.map((field) => [field.name, sent(page, action, field)])))
  return page.showErrors(
    missing.map(({name, label}) => ({pointer: `/${name}`, detail: t('Fill in: {field}', {field: label})})),
  )
}

/** @param {unknown} value */
function filled(value) {
  return typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) ? value.length > 0 : Boolean(value)
}
