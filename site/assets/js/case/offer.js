/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

import {formatDate} from '../dates.js'
import {t} from '../texts.js'
import {counted} from './dates.js'
import {quote} from './foreign.js'

/**
 * Return what stands beside the deadline: the date that one side proposes instead, with
 * what the reader may say to it, and the way to propose another one.
 *
 * @param {CaseElement} page
 */
export function offer(page) {
  const {request} = page
  const another = page.can('propose-date')
    ? html`<a class="ecl-button ecl-button--secondary imi-button-link" href="#propose-date"
        >${page.label('propose-date')}</a
      >`
    : nothing
  if (!request.offer) return another
  const {on, by} = request.offer
  const {note} = page.file.events.findLast(({action}) => action === 'propose-date') ?? {}
  const decides = page.can('agree-date')
  const proposer = by === 'asking' ? request.asking_authority : request.asked_authority
  const facts = {
    date: formatDate(on, {weekday: true}),
    authority: proposer?.title || proposer?.name || '',
  }
  return html`<div class="imi-offer imi-stack imi-stack--tight">
    <p>
      <strong
        >${
          by === request.side
            ? t('You have proposed another date: {date}', facts)
            : t('{authority} proposes another date: {date}', facts)
        }</strong
      >
    </p>
    ${note ? quote(note.text, note.language) : nothing}
    ${decides ? counted(request, on) : nothing}
    <p class="imi-hint">
      ${
        decides
          ? t('If you decline, the agreed deadline stays.')
          : t('The other authority agrees or declines. Until then the agreed deadline stays.')
      }
    </p>
    <div class="imi-buttons">
      ${['agree-date', 'decline-date'].map((action) => button(page, action))} ${another}
    </div>
  </div>`
}

/**
 * @param {CaseElement} page
 * @param {string} action
 */
function button(page, action) {
  if (!page.can(action)) return nothing
  // Answering comes first for who answers; agreeing is all that the other side has to do.
  const first = action === 'agree-date' && page.request.side === 'asking'
  return html`<button
    class="ecl-button ${first ? 'ecl-button--primary' : 'ecl-button--secondary'}"
    type="button"
    aria-disabled=${page.busy ? 'true' : nothing}
    @click=${() => page.act(action, {})}
  >
    ${page.label(action)}
  </button>`
}
