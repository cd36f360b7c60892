/** @import {CaseElement} from './imi-case.js' */

import {html} from 'lit'

import {describedBy, fieldError, invalid} from '../elements/errors.js'
import {t} from '../texts.js'
import {fieldLabel, stepForm} from './forms.js'

const POINTER = '/reason'

/**
 * Return the form that takes a request back, with the reason.
 *
 * @param {CaseElement} page
 */
export function form(page) {
  const {errors, typed, request} = page
  return stepForm(page, {
    action: 'withdraw',
    heading: t('Withdraw the request'),
    warning: t('This cannot be undone.'),
    fields: html`<div class="ecl-form-group ${invalid(errors, POINTER) === 'true' ? 'imi-group--error' : ''}">
      <label class="ecl-form-label" for="reason">${fieldLabel(page, 'withdraw', 'reason')}</label>
      <div class="ecl-help-block" id="reason-hint">
        ${t('The responding authority reads it. Write no names and no personal data.')}
      </div>
      ${fieldError(errors, POINTER)}
      <textarea
        class="ecl-text-area ecl-text-area--l"
        id="reason"
        rows="4"
        dir="auto"
        lang=${request.language}
        aria-describedby=${describedBy(errors, POINTER, 'reason-hint')}
        aria-invalid=${invalid(errors, POINTER)}
        .value=${typed.reason}
        @input=${(/** @type {Event} */ event) =>
          page.type({reason: /** @type {HTMLTextAreaElement} */ (event.target).value})}
      ></textarea>
    </div>`,
    submit: () => page.act('withdraw', {reason: typed.reason}),
  })
}
