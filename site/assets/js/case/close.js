/** @import {CaseElement} from './imi-case.js' */

import {html} from 'lit'
import {live} from 'lit/directives/live.js'

import {N, t} from '../texts.js'
import {fieldLabel, stepForm} from './forms.js'

/** @type {{grade: number | null, text: string}[]} */
const GRADES = [
  {grade: null, text: N('No rating')},
  {grade: 1, text: N('Very poor')},
  {grade: 2, text: N('Poor')},
  {grade: 3, text: N('Fair')},
  {grade: 4, text: N('Good')},
  {grade: 5, text: N('Very good')},
]

/**
 * Return the form that closes a request, with a rating for those who like.
 *
 * @param {CaseElement} page
 */
export function form(page) {
  const {timeliness, effort} = page.typed
  return stepForm(page, {
    action: 'close',
    heading: t('Close the request'),
    warning: t('This cannot be undone.'),
    fields: html`<p>${t('Close the request when the reply tells you what you need to know.')}</p>
      ${rating(page, 'timeliness')} ${rating(page, 'effort')}`,
    submit: () => page.act('close', {timeliness, effort}),
  })
}

/**
 * @param {CaseElement} page
 * @param {'timeliness' | 'effort'} name
 */
function rating(page, name) {
  return html`<fieldset class="ecl-form-group" id=${name}>
    <legend class="ecl-form-label">
      ${fieldLabel(page, 'close', name)} <span class="imi-optional">${t('(optional)')}</span>
    </legend>
    <div class="imi-choices imi-choices--inline">
      ${GRADES.map(
        ({grade, text}) =>
          html`<label class="imi-choice"
            ><input
              type="radio"
              name=${name}
              value=${grade ?? ''}
              .checked=${live(page.typed[name] === grade)}
              @change=${() => page.type({[name]: grade})}
            /><span>${t(text)}</span></label
          >`,
      )}
    </div>
  </fieldset>`
}
