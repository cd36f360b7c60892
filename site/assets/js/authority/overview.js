/** @import {AuthorityElement} from './imi-authority.js' */

import {html, nothing} from 'lit'

import {formatNumber} from '../dates.js'
import {pageUrl, t} from '../texts.js'
import {areas} from './areas.js'
import {facts, freshness} from './facts.js'
import * as routes from './routes.js'
import {FINAL} from './step.js'

/**
 * Return all that is known of an authority, and the ways to what the reader may do.
 *
 * @param {AuthorityElement} page
 */
export function overview(page) {
  return html`${freshness(page)} ${facts(page)} ${areas(page)} ${activity(page)} ${decisions(page)} ${rights(page)} ${history(page)}`
}

/** @param {AuthorityElement} page */
function activity(page) {
  const {record, me} = page
  if (record.mine) {
    return section(
      'activity',
      t('Activity'),
      html`${counts(page.counts)}<a class="ecl-link" href=${pageUrl('workspace/received/')}>${t('Requests received')}</a>
        <a class="ecl-link" href=${pageUrl('workspace/sent/')}>${t('Requests sent')}</a>
        <a class="ecl-link" href=${pageUrl('workspace/people/')}>${t('Users')}</a>
        <a class="ecl-link" href=${pageUrl('workspace/registers/')}>${t('Registers')}</a>`,
    )
  }
  const common = record.areas.filter((area) => me.roles[area]?.includes('handler'))
  if (record.status !== 'active' || !common.length) return nothing
  return section(
    'activity',
    t('Activity'),
    html`<a
      class="ecl-button ecl-button--primary imi-button-link"
      href=${pageUrl('workspace/new/', {asked: record.id})}
      >${t('New request to this authority')}</a
    >`,
  )
}

/** @param {import('../types.js').Activity | null} found */
function counts(found) {
  if (!found) return nothing
  const rows = [
    [t('Received this year'), found.received],
    [t('Received and still open'), found.received_open],
    [t('Sent this year'), found.sent],
    [t('Sent and still open'), found.sent_open],
  ]
  return html`<dl class="imi-facts">
    ${rows.map(([label, count]) => html`<dt>${label}</dt><dd>${formatNumber(Number(count))}${found.more ? '+' : nothing}</dd>`)}
  </dl>`
}

/** @param {AuthorityElement} page */
function decisions({record}) {
  // The one is offered beside the date, the other among the steps of who was invited.
  const steps = record.actions.filter(({action}) => action !== 'confirm' && action !== 'submit')
  if (!steps.length) return nothing
  return section(
    'decisions',
    t('Decide on this authority'),
    steps.map(
      ({action, label}) =>
        html`<a
          class="ecl-button ecl-button--${action === 'validate' ? 'primary' : 'secondary'} imi-button-link ${FINAL.has(action) ? 'imi-button--danger' : ''}"
          href=${routes.step(action)}
          >${label}</a
        >`,
    ),
  )
}

/** @param {AuthorityElement} page */
function rights({record}) {
  if (!record.may_report) return nothing
  return section(
    'rights',
    t('Data protection'),
    html`<a class="ecl-link" href=${routes.REPORT}>${t('Find what is held of a person')}</a>`,
  )
}

/** @param {AuthorityElement} page */
function history(page) {
  const {record, me} = page
  if (!me.administrator || !(record.mine || record.in_my_care)) return nothing
  return html`<imi-authority-audit class="imi-screen" .page=${page} .etag=${record.etag}></imi-authority-audit>`
}

/**
 * @param {string} id
 * @param {string} heading
 * @param {unknown} links
 */
function section(id, heading, links) {
  return html`<section aria-labelledby=${id}>
    <h2 class="imi-h2" id=${id}>${heading}</h2>
    <div class="imi-cluster">${links}</div>
  </section>`
}
