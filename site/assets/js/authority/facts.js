/** @import {AuthorityElement} from './imi-authority.js' */

import {html, nothing} from 'lit'

import {countryName, daysBetween, formatDate, languageName, today} from '../dates.js'
import {language, t} from '../texts.js'
import * as routes from './routes.js'
import {LEVELS, labelOf, linked, tag, terms} from './words.js'

const CONFIRMED_FOR_DAYS = 90

/**
 * Return what is known of the authority, as a list.
 *
 * @param {AuthorityElement} page
 */
export function facts(page) {
  const {record} = page
  return html`<section aria-labelledby="facts">
    <div class="imi-cluster">
      <h2 class="imi-h2" id="facts">${t('Facts')}</h2>
      ${record.editable.length ? html`<a href=${routes.EDIT}>${t('Change the facts')}</a>` : nothing}
    </div>
    <dl class="imi-summary">
      ${row(labelOf('name'), officialName(record))} ${row(t('Title'), title(record))}
      ${row(labelOf('level'), t(LEVELS[record.level] ?? record.level))} ${row(labelOf('region'), record.region)}
      ${row(labelOf('city'), record.city)} ${row(labelOf('address'), record.address)}
      ${row(t('Country'), countryName(record.country))}
      ${row(labelOf('mailbox'), html`${link(`mailto:${record.mailbox}`, record.mailbox)} ${lost(page)}`)}
      ${row(labelOf('phone'), link(`tel:${record.phone.replace(/[^+\d]/g, '')}`, record.phone))}
      ${row(labelOf('website'), /^https?:/.test(record.website) ? link(record.website, record.website) : record.website)}
      ${row(labelOf('languages'), record.languages.map(languageName).join(', '))}
      ${row(labelOf('competences'), record.competences.length && terms(page, record.competences))}
      ${row(labelOf('professions'), record.professions.length && terms(page, record.professions))}
      ${row(t('Validating coordinator'), record.validating_coordinator && linked(record.validating_coordinator))}
      ${row(t('Merged into'), record.successor && linked(record.successor))}
      ${row(t('Status'), html`<span id="status">${tag(record.status, record.status_label)}</span>`)}
    </dl>
  </section>`
}

/**
 * Say that nothing arrives at the mailbox; who may correct the address lets it be tried again.
 *
 * @param {AuthorityElement} page
 */
function lost(page) {
  const {mailbox_fails_since: since, editable} = page.record
  if (!since) return nothing
  return html`<p id="lost">
      <strong>${t('E-mails to this address do not arrive')}</strong>
      <time class="imi-hint" datetime=${since}>${formatDate(since)}</time>
    </p>
    ${editable.includes('mailbox')
      ? html`<button
          class="ecl-button ecl-button--secondary"
          type="button"
          aria-describedby="lost"
          aria-busy=${page.busy ? 'true' : nothing}
          @click=${() => page.tryMailbox()}
        >
          ${t('Try the address again')}
        </button>`
      : nothing}`
}

/**
 * Say when somebody last said that all of it is right; who may say so does it here.
 *
 * @param {AuthorityElement} page
 */
export function freshness(page) {
  const {confirmed_on: on} = page.record
  const late = !on || daysBetween(on, today()) > CONFIRMED_FOR_DAYS
  return html`<div class="imi-aside imi-stack imi-stack--tight">
    <p class="imi-cluster" id="confirmed">
      <strong
        >${on
          ? html`<time datetime=${on}>${t('Last confirmed on {date}', {date: formatDate(on)})}</time>`
          : t('Not confirmed yet')}</strong
      >
      ${late && on ? html`<strong class="imi-tag imi-tag--overdue">${t('Overdue')}</strong>` : nothing}
    </p>
    ${page.can('confirm') ? confirming(page) : nothing}
  </div>`
}

/** @param {AuthorityElement} page */
function confirming(page) {
  return html`<p>
      ${t('Others rely on these facts. Check them every 90 days: if all of it is right, say so with one click.')}
    </p>
    <div class="imi-buttons">
      <button
        class="ecl-button ecl-button--primary"
        type="button"
        aria-describedby="confirmed"
        aria-busy=${page.busy ? 'true' : nothing}
        @click=${() => page.act('confirm')}
      >
        ${t('Everything is right')}
      </button>
      ${page.record.editable.length ? html`<a href=${routes.EDIT}>${t('Something has changed')}</a>` : nothing}
    </div>`
}

/** @param {import('../types.js').AuthorityRecord} record */
export function officialName({name, language: code}) {
  return html`<span lang=${code}>${name}</span> <span class="imi-hint">(${languageName(code)})</span>`
}

/** @param {import('../types.js').AuthorityRecord} record */
function title({titles}) {
  const found = titles[language()]
  if (found) return found
  return html`<span lang="en">${titles.en ?? ''}</span>
    <span class="imi-hint">${t('There is no title in your language yet.')}</span>`
}

/**
 * @param {string} address
 * @param {string} text
 */
function link(address, text) {
  return text && html`<a href=${address} rel="noreferrer">${text}</a>`
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function row(name, value) {
  if (!value || value === nothing) return nothing
  return html`<div class="imi-summary__row">
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`
}
