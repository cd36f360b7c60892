/** @import {CaseElement} from './imi-case.js' */
/** @import {Action, Request} from './types.js' */

import {html, nothing} from 'lit'

import {daysLeftBar} from '../elements/days-left.js'
import {pageUrl, t} from '../texts.js'
import {offer} from './offer.js'
import * as routes from './routes.js'
import {isRunning, LEADING, wanted} from './words.js'

/** Steps that stand beside the deadline. */
const DATES = new Set(['propose-date', 'agree-date', 'decline-date'])

/**
 * Return the panel that says what is wanted of the reader, by when, and what
 * happens next, with a way to each thing the reader may do now.
 *
 * @param {CaseElement} page
 */
export function panel(page) {
  const {request} = page
  const {task, next} = wanted(request, page.me.authority.id)
  const leading = request.actions.filter(({action}) => LEADING.has(action))
  const others = request.actions.filter(({action}) => !LEADING.has(action) && !DATES.has(action))
  const first = firstOf(page, leading)
  return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="wanted">
    <h2 class="imi-h2" id="wanted" tabindex="-1">${task}</h2>
    ${isRunning(request) ? html`${deadline(request)} ${offer(page)}` : nothing}
    ${next ? html`<p><strong>${t('What happens next')}</strong><br />${next}</p>` : nothing}
    ${
      leading.length
        ? html`<div class="imi-buttons">
            ${leading.map((action) => button(page, action, action.action === first))}
          </div>`
        : nothing
    }
    ${others.length || page.mayCopy ? otherSteps(page, others) : nothing}
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
 * Return the step that is most likely wanted. Of two decisions none comes first.
 *
 * @param {CaseElement} page
 * @param {Action[]} leading
 */
function firstOf(page, leading) {
  const {state} = page.request
  if (state === 'referred') return ''
  if (state !== 'clarification' && page.allAnswered && page.can('reply')) return 'reply'
  return leading[0]?.action
}

/**
 * @param {CaseElement} page
 * @param {Action} action
 * @param {boolean} first
 */
function button(page, {action, label}, first) {
  const look = first ? 'ecl-button--primary' : 'ecl-button--secondary'
  return html`<a class="ecl-button ${look} imi-button-link" href=${address(page, action)}
    >${action === 'answer' ? t('Answer the questions') : label}</a
  >`
}

/**
 * Return what else the reader may do, in a list, so that the main step stands out.
 *
 * @param {CaseElement} page
 * @param {Action[]} others
 */
function otherSteps(page, others) {
  return html`<div class="imi-others">
    <h3 class="imi-h3" id="others">${t('Other steps')}</h3>
    <ul class="imi-plain" aria-labelledby="others">
      ${others.map(({action, label}) => html`<li><a href=${address(page, action)}>${label}</a></li>`)}
      ${
        page.mayCopy
          ? html`<li>
              <button class="imi-link" type="button" @click=${() => page.copy()}>
                ${t('Copy as a new request')}
              </button>
            </li>`
          : nothing
      }
    </ul>
  </div>`
}

/**
 * @param {CaseElement} page
 * @param {string} action
 */
function address(page, action) {
  if (action === 'send') return pageUrl('workspace/new/', {number: page.request.number})
  if (action === 'answer') return routes.question(page.firstOpenQuestion)
  return `#${action}`
}
