/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

import {t} from '../texts.js'

/**
 * Return the files of both sides, and a way to attach files to the answers.
 *
 * @param {CaseElement} page
 */
export function attachments(page) {
  return html`${ofSide(page, 'asking', t('Attachments of the request'))}
  ${ofReply(page)}`
}

/**
 * Return the files of the reply alone.
 *
 * @param {CaseElement} page
 */
export function ofReply(page) {
  return ofSide(page, 'asked', t('Attachments of the reply'))
}

/**
 * @param {CaseElement} page
 * @param {string} side
 * @param {string} heading
 */
function ofSide(page, side, heading) {
  const {request} = page
  const items = request.attachments.filter((item) => item.side === side)
  const may = request.may_attach && request.side === side && request.state !== 'draft'
  if (!items.length && !may) return nothing
  return html`<section class="imi-stack imi-stack--tight" aria-label=${heading}>
    <h2 class="imi-h2">${heading}</h2>
    <imi-attachments
      .number=${request.number}
      .items=${items}
      .may=${may}
      .errors=${page.errors}
      .hint=${may ? t('The requesting authority sees them only when you send the reply.') : ''}
      @changed=${() => page.readAgain()}
    ></imi-attachments>
  </section>`
}
