/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

import {errorAt, fieldError} from '../elements/errors.js'
import {t} from '../texts.js'
import {ofReply} from './attachments.js'
import {stepForm} from './forms.js'
import {answer} from './questions.js'
import * as routes from './routes.js'

/**
 * Return the page that checks all answers before the reply is sent.
 *
 * @param {CaseElement} page
 */
export function form(page) {
  return stepForm(page, {
    action: 'reply',
    heading: t('Check your answers'),
    warning: t('After you send the reply, the answers can no longer be changed.'),
    fields: html`<p>
        ${t('The requesting authority reads the questions and the chosen answers in its own language. Your own words stay as you wrote them.')}
      </p>
      <dl class="imi-summary">
        ${page.request.questions.map((question, index) => row(page, question, index))}
      </dl>
      ${ofReply(page)}`,
    submit: () => page.reply(),
  })
}

/**
 * @param {CaseElement} page
 * @param {import('./types.js').Question} question
 * @param {number} index
 */
function row(page, question, index) {
  const given = page.file.answers.of(question.code)
  const pointer = `/questions/${index}/answer`
  return html`<div class="imi-summary__row ${errorAt(page.errors, pointer) ? 'imi-group--error' : ''}">
    <dt>${question.text}</dt>
    <dd>
      ${fieldError(page.errors, pointer)} ${given.value || given.comment ? answer(question, given) : nothing}
      ${given.value ? nothing : html`<p>${t('Not answered')}</p>`}
    </dd>
    <dd class="imi-summary__action">
      <a href=${routes.question(index)}>${t('Change')} <span class="ecl-u-sr-only">${question.text}</span></a>
    </dd>
  </div>`
}
