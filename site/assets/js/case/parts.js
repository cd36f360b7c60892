/** @import {Request} from './types.js' */

import {html, nothing} from 'lit'

import {authorityName} from '../elements/authority.js'
import {stateTag} from '../elements/state-tag.js'
import {pageUrl, t} from '../texts.js'

/**
 * Return what was split off from a request: for whom, which questions, and how far it is.
 *
 * @param {Request} request
 */
export function parts({parts, side}) {
  if (!parts.length) return nothing
  return html`<section class="imi-stack imi-stack--tight" aria-labelledby="parts">
    <h2 class="imi-h2" id="parts">${t('Parts for other authorities')}</h2>
    ${
      side === 'asking' && parts.some(({over}) => !over)
        ? html`<p>${t('You can close the request when all parts are closed or withdrawn.')}</p>`
        : nothing
    }
    ${parts.map(
      ({number, asked, questions, state, state_label}) =>
        html`<div class="imi-card imi-stack imi-stack--tight">
          <h3 class="imi-h3 imi-cluster">
            ${side === 'asking' ? html`<a href=${pageUrl('workspace/case/', {number})}>${number}</a>` : number}
            ${state ? stateTag(state, state_label ?? '') : nothing}
          </h3>
          <p>${authorityName(asked)}</p>
          <ul>
            ${questions.map(({text}) => html`<li>${text}</li>`)}
          </ul>
        </div>`,
    )}
  </section>`
}

/**
 * Return a link to the request that this one is a part of, for the side that asked.
 *
 * @param {Request} request
 */
export function partOf({part_of: whole}) {
  if (!whole) return nothing
  return html`<p>
    ${t('This is a part of your request')}
    <a href=${pageUrl('workspace/case/', {number: whole})}>${whole}</a>.
  </p>`
}
