/** @import {AuthorityElement} from './imi-authority.js' */

import {html, nothing} from 'lit'

import {countryName, formatDate} from '../dates.js'
import {N, t} from '../texts.js'
import * as routes from './routes.js'
import {linked, tag} from './words.js'

/** @type {Record<string, string>} by what was done */
const DONE = {
  confirm: N('Thank you. Everything is confirmed as right today.'),
  edit: N('Your changes are saved.'),
  area: N('Your decision on the legal area is saved.'),
  validate: N('The authority is validated and takes part from now on.'),
  suspend: N('The authority is suspended.'),
  resume: N('The authority takes part again.'),
  deactivate: N('The authority is deactivated.'),
  merge: N('The authority is merged into another one.'),
}

/** @type {Record<string, string>} by status */
const STATES = {
  invited: N('This authority is invited and has not registered yet.'),
  awaiting_validation: N('This authority waits to be validated. Until then nobody else can find it.'),
  suspended: N('This authority receives no new requests and sends none. Open requests go on.'),
  deactivated: N('This authority takes part no longer.'),
}

/**
 * Return what stands above everything else: who it is, what was just done, what stands against it.
 *
 * @param {AuthorityElement} page
 */
export function headline(page) {
  const {record} = page
  return html`<div class="imi-stack imi-stack--tight">
      <p class="imi-lead"><span lang=${record.language}>${record.name}</span></p>
      <p class="imi-cluster">
        ${tag(record.status, record.status_label)}
        <span>${[record.city, countryName(record.country)].filter(Boolean).join(', ')}</span>
      </p>
    </div>
    ${page.problems()} ${page.errors.length ? nothing : said(page)}`
}

/** @param {AuthorityElement} page */
function said(page) {
  return html`${confirmation(page)} ${state(page)} ${rule(page)} ${unsaved(page)}`
}

/** @param {AuthorityElement} page */
function confirmation({done}) {
  if (!done) return nothing
  return html`<div class="ecl-notification ecl-notification--success" id="done" tabindex="-1" role="status">
    <div class="ecl-notification__content">
      <div class="ecl-notification__title">${t(DONE[done] ?? 'Saved')}</div>
    </div>
  </div>`
}

/** @param {AuthorityElement} page */
function state(page) {
  const {status, successor} = page.record
  if (page.route.view !== 'overview') return nothing
  if (status === 'merged') return warning(html`${t('This authority takes part no longer. Another one has taken its place:')} ${linked(successor)}`)
  if (!STATES[status]) return nothing
  const link = page.can('validate') ? html`<p><a href=${routes.step('validate')}>${t('Check and validate')}</a></p>` : nothing
  return warning(html`${t(STATES[status] ?? '')} ${link}`)
}

/** @param {AuthorityElement} page */
function rule({record: {below_rule_since: since}, route}) {
  if (!since || route.view !== 'overview') return nothing
  return warning(
    t('Since {date} this authority has too few users or administrators. It needs a backup for each.', {date: formatDate(since)}),
  )
}

/** @param {AuthorityElement} page */
function unsaved(page) {
  if (page.route.view !== 'overview' || !page.unsaved) return nothing
  const area = [...page.partEdits].find(([, edits]) => edits.changed)?.[0]
  return warning(
    html`${t('You have typed changes that are not saved yet.')}
      <p><a href=${area && !page.edits.changed ? routes.area(area) : routes.EDIT}>${t('Go on with them')}</a></p>`,
  )
}

/** @param {unknown} text */
function warning(text) {
  return html`<div class="ecl-notification ecl-notification--warning">
    <div class="ecl-notification__content">
      <div class="ecl-notification__description">${text}</div>
    </div>
  </div>`
}
