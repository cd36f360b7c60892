/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

import {pageUrl, t} from '../texts.js'
import {attachments} from './attachments.js'
import {facts} from './facts.js'
import {said} from './foreign.js'
import {messages, notes} from './notes.js'
import {partOf, parts} from './parts.js'
import {person} from './person.js'
import * as questions from './questions.js'
import {retention} from './retention.js'
import {timeline} from './timeline.js'
import {panel} from './wanted.js'

/** States in which the answers are what one comes to read. */
const REPLIED = new Set([
  'reply_approval',
  'replied',
  'clarification',
  'clarification_refused',
  'referred',
  'closed',
])

/**
 * Return the whole request: what is wanted, what is asked, what has happened.
 *
 * @param {CaseElement} page
 */
export function overview(page) {
  const {request} = page
  return html`<div class="imi-columns">
    <div class="imi-stack">
      ${partOf(request)} ${panel(page)} ${messages(request, page.file.events, page.me.authority.id)}
      ${notes(request, page.file.events, page.me.authority.id)}
      ${request.side === 'former' ? nothing : content(page)}
    </div>
    <aside class="imi-aside imi-stack" aria-label=${t('Facts of the request')}>
      ${facts(request, page.file.events)} ${retention(request)} ${timeline(request, page.file.events, page.file.posted)}
      <div class="imi-buttons">
        ${
          request.translates && page.hasForeignTexts
            ? html`<button class="ecl-button ecl-button--tertiary" type="button" @click=${() => page.showTranslations()}>
                ${t('Show machine translation')}
              </button>`
            : nothing
        }
        <button class="ecl-button ecl-button--tertiary" type="button" @click=${() => print()}>
          ${t('Print')}
        </button>
        <a class="ecl-link" href=${pageUrl('workspace/case-file/', {number: request.number})}>${t('Case file')}</a>
      </div>
    </aside>
  </div>`
}

/** @param {CaseElement} page */
function content(page) {
  const {request} = page
  const background = html`${reasons(page)} ${request.kept === 'all' ? person(request) : nothing}`
  const asked = page.can('answer') ? questions.toAnswer(page) : questions.toRead(request)
  const off = [request.kept === 'all' ? attachments(page) : nothing, parts(request)]
  return REPLIED.has(request.state) ? [asked, off, background] : [background, asked, off]
}

/** @param {CaseElement} page */
function reasons({request}) {
  const {language} = request
  return html`${said(t('Reason for the request'), request.reason, language)}
  ${request.urgent ? said(t('Reason for the urgency'), request.urgent_reason, language) : nothing}
  ${said(t('Reason for the withdrawal'), request.withdrawal_reason, language)}`
}

