/** @import {AuthorityElement} from './imi-authority.js' */

import {html, nothing} from 'lit'

import {countryName, formatDate} from '../dates.js'
import {N, pageUrl, t} from '../texts.js'
import * as routes from './routes.js'
import {linked, tag} from './words.js'

/** @type {Record<string, string>} by what was done */
const DONE = {
  mail: N('E-mails are sent to this address again. If they come back, you see it here.'),
  confirm: N('Thank you. Everything is confirmed as right today.'),
  edit: N('Your changes are saved.'),
  area: N('Your decision on the legal area is saved.'),
  submit: N('The record is handed in. Your coordinator validates it now.'),
  ask: N('Access is asked for. Your coordinator decides on it.'),
  grant: N('Access to the legal area is granted.'),
  taken: N('What was asked for is taken back.'),
  refused: N('Access is refused.'),
  validate: N('The authority is validated. Everybody can find it now.'),
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
  if (status === 'invited' && page.record.mine) return welcome(page)
  const link = page.can('validate') ? html`<p><a href=${routes.step('validate')}>${t('Check and validate')}</a></p>` : nothing
  return warning(html`${t(STATES[status] ?? '')} ${link}`)
}

/**
 * What somebody who was invited does first.
 *
 * @param {AuthorityElement} page
 */
function welcome(page) {
  if (!page.me.administrator) return warning(t('An administrator of your authority completes this record.'))
  return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="welcome">
    <h2 class="imi-h3" id="welcome">${t('Your authority is new here: three steps')}</h2>
    <ol>
      <li><a href=${routes.EDIT}>${t('Complete the record')}</a></li>
      <li>
        <a href=${pageUrl('workspace/people/')}>${t('Register a second administrator')}</a>
        <span class="imi-hint">${t('An authority needs two, so that one can be away.')}</span>
      </li>
      <li><a href=${routes.step('submit')}>${t('Hand in the record')}</a></li>
    </ol>
  </section>`
}

/** @param {AuthorityElement} page */
function rule({record: {below_rule_since: since, status}, route}) {
  if (!since || status === 'invited' || route.view !== 'overview') return nothing
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
