/** @import {AuthorityElement} from './imi-authority.js' */
/** @import {AuthorityPart, AuthoritySummary} from '../types.js' */

import {html, nothing} from 'lit'

import {N, t} from '../texts.js'
import {row} from './facts.js'
import * as routes from './routes.js'
import {labelOf, linked, list, tag} from './words.js'

/** @type {{name: 'approves_sending' | 'approves_reply' | 'allocation', text: string}[]} */
export const SETTINGS = [
  {name: 'approves_sending', text: N('A request coordinator approves each request before it is sent')},
  {name: 'approves_reply', text: N('A request coordinator approves each reply before it is sent')},
  {name: 'allocation', text: N('An allocator assigns each incoming request to an official')},
]

/**
 * Return the legal areas with what the authority is in each, and who coordinates it there.
 *
 * @param {AuthorityElement} page
 */
export function areas(page) {
  const {parts, may_add_areas} = page.record
  const found = Object.entries(parts)
  return html`<section aria-labelledby="areas" class="imi-stack imi-stack--tight">
    <h2 class="imi-h2" id="areas">${t('Legal areas')}</h2>
    ${found.length
      ? found.map(([area, part]) => card(page, area, part))
      : html`<p class="imi-empty">${t('This authority has no legal area yet.')}</p>`}
    ${may_add_areas
      ? html`<p><a href=${routes.area(routes.NEW_AREA)}>${t('Add a legal area')}</a></p>`
      : nothing}
    ${page.record.may_ask_for_areas && !may_add_areas && page.areas.some(({code}) => !parts[code])
      ? html`<p><a href=${routes.ASK}>${t('Ask for access to another legal area')}</a></p>`
      : nothing}
  </section>`
}

/**
 * @param {AuthorityElement} page
 * @param {string} area
 * @param {AuthorityPart} part
 */
function card(page, area, part) {
  const title = page.areaTitle(area)
  const settings = SETTINGS.filter(({name}) => part[name]).map(({text}) => t(text))
  return html`<div class="imi-card">
    <h3 class="imi-h3" id=${`of-${area}`}>${title}</h3>
    <dl class="imi-summary">
      ${row(labelOf('kind'), part.kind_label)} ${row(labelOf('access'), tag(part.access, part.access_label))}
      ${coordinators('access_coordinator', part.access_coordinator ? [part.access_coordinator] : [])}
      ${coordinators('request_coordinators', part.request_coordinators)}
      ${coordinators('linked_coordinators', part.linked_coordinators)}
      ${settings.length ? row(t('Settings'), list(settings)) : nothing}
    </dl>
    ${part.editable || part.may_take_back ? buttons(page, area, part) : nothing}
  </div>`
}

/**
 * @param {AuthorityElement} page
 * @param {string} area
 * @param {AuthorityPart} part
 */
function buttons(page, area, part) {
  const about = html`<span class="ecl-u-sr-only">${page.areaTitle(area)}</span>`
  const asked = part.access === 'requested'
  const button = (/** @type {string} */ look, /** @type {string} */ label, /** @type {() => unknown} */ act) =>
    html`<button
      class="ecl-button ecl-button--${look}"
      type="button"
      aria-disabled=${page.busy ? 'true' : nothing}
      @click=${act}
    >
      ${label} ${about}
    </button>`
  return html`<div class="imi-buttons">
    ${part.editable && asked ? button(page.record.status === 'awaiting_validation' ? 'secondary' : 'primary', t('Grant access'), () => page.grant(area)) : nothing}
    ${part.may_take_back
      ? button('secondary', part.editable ? t('Refuse access') : t('Take back'), () => page.takeBack(area))
      : nothing}
    ${part.editable ? html`<a href=${routes.area(area)}>${t('Decide on this legal area')} ${about}</a>` : nothing}
  </div>`
}

/**
 * @param {string} name
 * @param {AuthoritySummary[]} found
 */
function coordinators(name, found) {
  return row(labelOf(name), found.length ? list(found.map(linked)) : t('None'))
}
