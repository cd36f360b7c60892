/** @import {PeopleElement} from './imi-people.js' */

import {html, nothing} from 'lit'

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
export function frame(page, {heading, fields, label, danger = false, submit}) {
  return html`<a class="imi-back" href=${routes.LIST}>${t('Back to the users')}</a>
    <form
      class="imi-form"
      novalidate
      aria-labelledby="step"
      @submit=${(/** @type {Event} */ event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h2 class="imi-h2" id="step" tabindex="-1">${heading}</h2>
      ${fields}
      <div class="imi-buttons">
        <button
          class=${danger
            ? 'ecl-button ecl-button--secondary imi-button--danger'
            : 'ecl-button ecl-button--primary'}
          type="submit"
          aria-disabled=${page.busy ? 'true' : nothing}
          aria-busy=${page.busy ? 'true' : nothing}
        >
          ${label}
        </button>
        <a class="ecl-link" href=${routes.LIST}>${t('Cancel')}</a>
      </div>
    </form>`
}
