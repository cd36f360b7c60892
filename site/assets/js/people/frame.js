/** @import {PeopleElement} from './imi-people.js' */

import {html} from 'lit'

import {form, submitButton} from '../elements/forms.js'
import {t} from '../texts.js'
import * as routes from './routes.js'

/**
 * Return the frame of a form about one user: the way back, heading, fields, one button.
 *
 * @param {PeopleElement} page
 * @param {object} form
 * @param {string} form.heading
 * @param {unknown} form.fields
 * @param {string} form.label of the button
 * @param {boolean} [form.danger]
 * @param {() => unknown} form.submit
 */
export function frame(page, {heading, fields, label, danger, submit}) {
  return html`<a class="imi-back" href=${routes.LIST}>${t('Back to the users')}</a>
    ${form({
      id: 'step',
      heading,
      fields,
      buttons: html`${submitButton(page, label, {danger})} <a class="ecl-link" href=${routes.LIST}>${t('Cancel')}</a>`,
      submit,
    })}`
}
