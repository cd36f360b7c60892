/** @import {AuthorityElement} from './imi-authority.js' */
/** @import {Finding, SubjectReport} from '../types.js' */

import {html, nothing} from 'lit'

import {newKey, post} from '../api.js'
import {formatDate, formatMoment} from '../dates.js'
import {authorityName} from '../elements/authority.js'
import {describedBy, fieldError, invalid} from '../elements/errors.js'
import {stateTag} from '../elements/state-tag.js'
import {N, t, tn} from '../texts.js'
import {form, group} from './forms.js'

/** @typedef {import('../elements/date-field.js').DateField} DateField */

/** The most requests that one call searches. */
const AT_ONCE = 100

/** How many calls one press of the button makes. */
const MOST_CALLS = 20

/** @type {Record<string, string>} */
const HELD = {
  name: N('Name'),
  born_on: N('Date of birth'),
  details: N('Details'),
  reason: N('Reasons'),
  slots: N('Details in questions, such as document numbers'),
  comments: N('Comments on questions'),
  attachments: N('Attachments'),
  answers: N('Answers'),
  answer_comments: N('Comments on answers'),
  notes: N('Messages and reasons given on the way'),
}

/** What is typed, and what was found for it; all of it is gone when the page is left. */
export class Report {
  name = ''
  born_on = ''
  /** @type {Finding[]} */
  items = []
  looked_at = 0
  erased = 0
  /** @type {string | null} */
  next = null
  /** When the search began; '' before. */
  made_at = ''

  /** @param {Partial<Report>} typed What was found before was for somebody else. */
  type(typed) {
    Object.assign(this, {items: [], looked_at: 0, erased: 0, next: null, made_at: ''}, typed)
  }

  /** @param {SubjectReport} part */
  add({items, looked_at, erased, made_at, next}) {
    this.made_at ||= made_at
    this.items = [...this.items, ...items]
    this.looked_at += looked_at
    this.erased += erased
    this.next = next
  }
}

/**
 * Return the form that asks for a person, and the requests that hold something of it.
 *
 * @param {AuthorityElement} page
 */
export function reportForm(page) {
  const {report} = page
  return html`<div class="imi-report__form">
      ${form(page, {
        heading: t('What is held of a person'),
        button: t('Search'),
        submit: () => search(page),
        fields: html`<p>
            ${t('A person may ask which data of theirs are held in IMI. This searches all requests that this authority has sent and received, blocked ones too. It tells what kinds of data are held, and shows none of them.')}
          </p>
          <p>${t('The record says that you have searched, and not for whom.')}</p>
          ${name(page)}
          <imi-date-field
            class="imi-screen"
            .value=${report.born_on}
            pointer="/born_on"
            label=${t('Date of birth')}
            optional
            past
            .errors=${page.errors}
            @change=${(/** @type {Event} */ event) => type(page, {born_on: /** @type {DateField} */ (event.target).value})}
          ></imi-date-field>`,
      })}
    </div>
    ${page.busy ? html`<p class="imi-loading">${t('Searching…')}</p>` : report.made_at ? result(page) : nothing}`
}

/** @param {AuthorityElement} page */
function name(page) {
  const pointer = '/name'
  return html`<div class=${group(page, pointer)}>
    <label class="ecl-form-label" for="name">${t('Name')}</label>
    <div class="ecl-help-block" id="name-hint">${t('First and family name, in any order. Accents and capital letters do not matter.')}</div>
    ${fieldError(page.errors, pointer)}
    <input
      class="ecl-text-input ecl-text-input--l"
      id="name"
      dir="auto"
      autocomplete="off"
      aria-describedby=${describedBy(page.errors, pointer, 'name-hint')}
      aria-invalid=${invalid(page.errors, pointer)}
      .value=${page.report.name}
      @input=${(/** @type {Event} */ event) => type(page, {name: /** @type {HTMLInputElement} */ (event.target).value})}
    />
  </div>`
}

/**
 * @param {AuthorityElement} page
 * @param {Partial<Report>} typed
 */
function type(page, typed) {
  page.report.type(typed)
  page.requestUpdate()
}

/** @param {AuthorityElement} page */
async function search(page) {
  const {report} = page
  const date = /** @type {DateField | null} */ (page.querySelector('imi-date-field'))
  const faults = [
    ...(report.name.trim() ? [] : [{pointer: '/name', detail: t('Enter the name')}]),
    ...(!date || date.complete ? [] : [{pointer: '/born_on', detail: t('Enter a whole date, or none')}]),
  ]
  if (faults.length) return page.showErrors(faults)
  report.type({})
  await goOn(page)
}

/** @param {AuthorityElement} page */
async function goOn(page) {
  const {report} = page
  const wanted = {name: report.name, born_on: report.born_on || null}
  const done = await page.attempt(async () => {
    for (let calls = 0; calls < MOST_CALLS && (!calls || report.next); calls += 1) {
      const query = {limit: AT_ONCE, cursor: report.next}
      report.add((await post(`${page.path}/subject-report`, wanted, {query, key: newKey()})).body)
    }
  })
  page.requestUpdate()
  if (done) await page.focusOn('#found')
}

/** @param {AuthorityElement} page */
function result(page) {
  const {report, record} = page
  const {items, looked_at, erased, next} = report
  return html`<section class="imi-stack" aria-labelledby="found">
    <h2 class="imi-h2" id="found" tabindex="-1">
      ${tn('{count} request holds something', '{count} requests hold something', items.length)}
    </h2>
    <dl class="imi-facts imi-facts--wide">
      <dt>${t('Name')}</dt>
      <dd>${report.name}${report.born_on ? html`, ${formatDate(report.born_on)}` : nothing}</dd>
      <dt>${t('Authority')}</dt>
      <dd>${authorityName(record)}</dd>
      <dt>${t('Searched')}</dt>
      <dd>
        ${formatMoment(report.made_at)}: ${tn('{count} request', '{count} requests', looked_at)}
        ${erased ? html`<br />${tn('{count} more request is erased: nothing personal is left in it.', '{count} more requests are erased: nothing personal is left in them.', erased)}` : nothing}
      </dd>
    </dl>
    ${next
      ? html`<p><strong>${t('The search is not finished.')}</strong></p>
          <div class="imi-buttons">
            <button class="ecl-button ecl-button--primary" type="button" @click=${() => goOn(page)}>${t('Go on searching')}</button>
          </div>`
      : nothing}
    ${items.map(card)}
    <p>
      ${t('The content of attached files is not searched for the name. What is wrong must be corrected as soon as possible, and at the latest 30 days after the person has asked for it (Regulation (EU) No 1024/2012, Article 19).')}
    </p>
    <div class="imi-buttons">
      <button class="ecl-button ecl-button--secondary" type="button" @click=${() => print()}>${t('Print')}</button>
    </div>
  </section>`
}

/** @param {Finding} found */
function card(found) {
  const {number, box, state, concerned, held, area_title, counterpart} = found
  return html`<section class="imi-card imi-question imi-stack imi-stack--tight">
    <h3 class="imi-h3"><span class="imi-number">${number}</span> ${stateTag(state)}</h3>
    <p>${concerned ? t('The request is about this person.') : t('The request mentions this name.')}</p>
    <dl class="imi-facts imi-facts--wide">
      <dt>${t('Legal area')}</dt>
      <dd>${area_title}</dd>
      ${counterpart
        ? html`<dt>${box === 'sent' ? t('Responding authority') : t('Requesting authority')}</dt>
            <dd>${authorityName(counterpart)}</dd>`
        : nothing}
      <dt>${t('What it holds')}</dt>
      <dd>${held.map((kind) => t(HELD[kind] ?? kind)).join('; ')}</dd>
      ${day(t('Created'), found.created_at)} ${day(t('Sent'), found.sent_at)} ${day(t('Reply sent'), found.replied_at)}
      ${day(state === 'withdrawn' ? t('Withdrawn') : t('Closed'), found.closed_at)}
      ${day(found.kept === 'all' ? t('Will be blocked') : t('Blocked since'), found.blocked_on)}
      ${day(t('Will be erased'), found.erased_on)}
    </dl>
  </section>`
}

/**
 * @param {string} label
 * @param {string | null} moment
 */
function day(label, moment) {
  if (!moment) return nothing
  return html`<dt>${label}</dt>
    <dd>${moment.includes('T') ? formatMoment(moment) : formatDate(moment)}</dd>`
}
