/** @import {AuthoritySummary, CaseEvent, Request} from './types.js' */

import {html, nothing} from 'lit'

import {countryName, formatDate, formatMoment} from '../dates.js'
import {authorityName} from '../elements/authority.js'
import {withoutTranslator} from '../elements/share.js'
import {stateTag, urgentTag} from '../elements/state-tag.js'
import {t} from '../texts.js'

/**
 * Return a request in one line: where it stands, what it is about, whom it is with.
 *
 * @param {Request} request
 */
export function headline(request) {
  const {side, asking_authority, asked_authority} = request
  return html`<p class="imi-cluster">
    ${side === 'former' ? nothing : stateTag(request.state, request.state_label)}
    ${request.urgent ? urgentTag() : nothing}
    <span>${request.area_title}</span>
    ${authorityName(side === 'asking' ? asked_authority : asking_authority)}
  </p>`
}

/**
 * Return the facts of a request: between whom it is, and its dates side by side.
 *
 * @param {Request} request
 * @param {CaseEvent[]} events
 */
export function facts(request, events) {
  const its = events.filter(({number}) => number === request.number)
  const allocated = its.findLast(({officials}) => officials.length)?.officials ?? []
  return html`<dl class="imi-facts">
    ${fact(t('Requesting authority'), authority(request.asking_authority))}
    ${fact(t('Responding authority'), authority(request.asked_authority))}
    ${fact(t('Sent'), request.sent_at && html`<time datetime=${request.sent_at}>${formatMoment(request.sent_at)}</time>`)}
    ${fact(t('Proposed deadline'), day(request.proposed_on))} ${fact(t('Agreed deadline'), agreed(request))}
    ${fact(t('Nothing has happened since'), request.nagged_on && moment(request.updated_at))}
    ${fact(t('The authority was told on'), day(request.nagged_on))}
    ${fact(t('Needs no translator'), request.share.of > 0 && withoutTranslator(request.share))}
    ${fact(t('Allocated to'), request.allocated.length > 0 && allocated.join(', '))}
  </dl>`
}

/**
 * Return an authority by its title in the reader's language and its own name.
 *
 * @param {AuthoritySummary | null} authority
 */
export function authority(authority) {
  if (!authority) return nothing
  const {title, name, country, language} = authority
  return html`${title || name}
    ${title && title !== name ? html`<br /><span class="imi-hint" lang=${language ?? nothing}>${name}</span>` : nothing}
    <br /><span class="imi-hint">${countryName(country)}</span>`
}

/** @param {Request} request */
function agreed({proposed_on, agreed_on}) {
  if (!agreed_on) return nothing
  const differs = proposed_on && proposed_on !== agreed_on
  return html`${day(agreed_on)}
  ${differs ? html`<br /><strong>${t('Not the date that was proposed')}</strong>` : nothing}`
}

/** @param {string} at */
function moment(at) {
  return html`<time datetime=${at}>${formatMoment(at)}</time>`
}

/** @param {string | null} iso */
function day(iso) {
  return iso ? html`<time datetime=${iso}>${formatDate(iso, {weekday: true})}</time>` : nothing
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function fact(name, value) {
  return value && value !== nothing
    ? html`<dt>${name}</dt>
        <dd>${value}</dd>`
    : nothing
}
