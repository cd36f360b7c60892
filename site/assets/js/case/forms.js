/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

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
      ${fields} ${warning ? html`<p><strong>${warning}</strong></p>` : nothing}
      <div class="imi-buttons">
        <button
          class="ecl-button ecl-button--primary"
          type="submit"
          aria-disabled=${page.busy ? 'true' : nothing}
          aria-busy=${page.busy ? 'true' : nothing}
        >
          ${offered.label}
        </button>
      </div>
    </form>`
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
