/** @import {CaseElement} from './imi-case.js' */
/** @import {Action, Request} from './types.js' */

import {html, nothing} from 'lit'

import {daysLeftBar} from '../elements/days-left.js'
import {pageUrl, t} from '../texts.js'
import * as routes from './routes.js'
import {isRunning, wanted} from './words.js'

/**
 * Return the panel that says what is wanted of the reader, by when, and what
 * happens next, with a way to each thing the reader may do now.
 *
 * @param {CaseElement} page
 */
export function panel(page) {
  const request = page.request
  const {task, next} = wanted(request)
  const first = page.allAnswered && page.can('reply') ? 'reply' : request.actions[0]?.action
  return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="wanted">
    <h2 class="imi-h2" id="wanted" tabindex="-1">${task}</h2>
    ${isRunning(request) ? deadline(request) : nothing}
    ${next ? html`<p><strong>${t('What happens next')}</strong><br />${next}</p>` : nothing}
    <div class="imi-buttons">
      ${request.actions.map((action) => way(page, action, action.action === first))}
    </div>
  </section>`
}

/**
 * Return the date by which something is due, the days left in words and as a bar.
 *
 * @param {Request} request
 */
export function deadline(request) {
  return html`<div>
    <strong>${request.agreed_on ? t('Agreed deadline') : t('Proposed deadline')}</strong>
    ${daysLeftBar(request.due_on, request.sent_at, request.today)}
  </div>`
}

/**
 * @param {CaseElement} page
 * @param {Action} action
 * @param {boolean} first
 */
function way(page, {action, label}, first) {
  const look = first
    ? 'ecl-button ecl-button--primary imi-button-link'
    : 'ecl-button ecl-button--secondary imi-button-link'
  const href = address(page, action)
  return href
    ? html`<a class=${look} href=${href}>${action === 'answer' ? t('Answer the questions') : label}</a>`
    : nothing
}

/**
 * @param {CaseElement} page
 * @param {string} action
 */
function address(page, action) {
  if (action === 'send') return pageUrl('workspace/new/', {number: page.request.number})
  if (action === 'answer') return routes.question(page.firstOpenQuestion)
  return routes.read(`#${action}`) ? `#${action}` : ''
}
