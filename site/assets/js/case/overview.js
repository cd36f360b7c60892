/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

import {t} from '../texts.js'
import {facts} from './facts.js'
import {quote} from './foreign.js'
import {person} from './person.js'
import * as questions from './questions.js'
import {timeline} from './timeline.js'
import {panel} from './wanted.js'

/** States in which the answers are what one comes to read. */
const REPLIED = new Set(['replied', 'closed'])

/**
 * Return the whole request: what is wanted, what is asked, what has happened.
 *
 * @param {CaseElement} page
 */
export function overview(page) {
  const {request} = page
  const replied = REPLIED.has(request.state)
  const background = html`${reasons(page)} ${person(request)}`
  const asked = page.can('answer') ? questions.toAnswer(page) : questions.toRead(request)
  return html`<div class="imi-columns">
    <div class="imi-stack">${panel(page)} ${replied ? [asked, background] : [background, asked]}</div>
    <aside class="imi-aside imi-stack" aria-label=${t('Facts of the request')}>
      ${facts(request)} ${timeline(request, page.file.events)}
      <div class="imi-buttons">
        <button class="ecl-button ecl-button--tertiary" type="button" @click=${() => print()}>
          ${t('Print')}
        </button>
      </div>
    </aside>
  </div>`
}

/** @param {CaseElement} page */
function reasons({request}) {
  const {language} = request
  return html`${said(t('Reason for the request'), request.reason, language)}
  ${request.urgent ? said(t('Reason for the urgency'), request.urgent_reason, language) : nothing}
  ${said(t('Reason for the withdrawal'), request.withdrawal_reason, language)}`
}

/**
 * @param {string} heading
 * @param {string | null} text
 * @param {string} language
 */
function said(heading, text, language) {
  if (!text) return nothing
  return html`<section class="imi-stack imi-stack--tight">
    <h2 class="imi-h2">${heading}</h2>
    ${quote(text, language)}
  </section>`
}
