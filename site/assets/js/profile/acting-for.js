/** @import {Membership} from '../types.js' */
/** @import {ProfileElement} from './imi-profile.js' */

import {html, nothing} from 'lit'

import {chooseAuthority} from '../acting.js'
import {authorityName} from '../elements/authority.js'
import {rightsList} from '../people/list.js'
import {rightsInWords} from '../people/words.js'
import {t} from '../texts.js'

/**
 * Return the authorities for which the official acts, with the rights at each.
 *
 * @param {ProfileElement} page
 */
export function actingFor(page) {
  return html`<section class="imi-stack imi-stack--tight" aria-labelledby="acting">
    <h2 class="imi-h2" id="acting">${t('You act for')}</h2>
    <ul class="imi-people">
      ${page.me.authorities.map((membership) => card(page, membership))}
    </ul>
  </section>`
}

/**
 * @param {ProfileElement} page
 * @param {Membership} membership
 */
function card(page, {authority, roles, administrator}) {
  const isNow = authority.id === page.me.authority.id
  return html`<li class="imi-card imi-stack imi-stack--tight">
    <h3 class="imi-person">${authorityName(authority)}</h3>
    <p class="imi-cluster">
      ${isNow ? html`<strong class="imi-tag imi-tag--mine">${t('Now')}</strong>` : nothing}
      ${administrator ? html`<strong class="imi-tag imi-capital">${t('administrator')}</strong>` : nothing}
    </p>
    ${rightsList(rightsInWords(roles, page.titles))}
    ${isNow
      ? nothing
      : html`<div class="imi-buttons imi-buttons--close">
          <button class="ecl-button ecl-button--secondary" type="button" @click=${() => act(authority.id)}>
            ${t('Act for this authority')}
            <span class="ecl-u-sr-only">${authority.title || authority.name}</span>
          </button>
        </div>`}
  </li>`
}

/** @param {string} id */
function act(id) {
  chooseAuthority(id)
  location.reload()
}
