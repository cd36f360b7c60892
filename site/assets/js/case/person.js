/** @import {Request} from './types.js' */

import {html, nothing} from 'lit'

import {formatDate} from '../dates.js'
import {t} from '../texts.js'
import {quote} from './foreign.js'

/** States in which the responding authority has not accepted. */
const UNSEEN = new Set(['draft', 'approval', 'awaiting_acceptance'])

/**
 * Return the person or firm that a request concerns, or why it is not shown.
 *
 * @param {Request} request
 */
export function person(request) {
  return html`<section class="imi-stack imi-stack--tight" aria-labelledby="person">
    <h2 class="imi-h2" id="person">${t('Person or firm concerned')}</h2>
    ${request.sealed ? sealed(request) : request.person ? shown(request) : html`<p>${t('No person or firm is named.')}</p>`}
  </section>`
}

/** @param {Request} request */
function sealed({state, side}) {
  const opens = state === 'awaiting_acceptance' && side === 'asked'
  return html`<p class="imi-sealed">
    ${
      opens
        ? t('Personal data, comments and attachments are sealed until the request is accepted.')
        : t('Personal data of this request are not shown to you.')
    }
  </p>`
}

/** @param {Request} request */
function shown({person, language, state, side}) {
  if (!person) return nothing
  const kind = person.kind === 'firm' ? t('Legal person') : t('Natural person')
  return html`<dl class="imi-facts">
      <dt>${kind}</dt>
      <dd>${person.name}</dd>
      ${
        person.born_on
          ? html`<dt>${t('Date of birth')}</dt>
              <dd><time datetime=${person.born_on}>${formatDate(person.born_on)}</time></dd>`
          : nothing
      }
    </dl>
    ${quote(person.details, language)}
    ${
      side === 'asking' && UNSEEN.has(state)
        ? html`<p class="imi-sealed">
            ${t('The responding authority sees this only after it has accepted the request.')}
          </p>`
        : nothing
    }`
}
