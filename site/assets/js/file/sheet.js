/** @import {CaseFile, FileEvent} from '../types.js' */

import {html, nothing} from 'lit'

import {quote, said} from '../case/foreign.js'
import {countryName, formatDate, formatMoment} from '../dates.js'
import {t} from '../texts.js'

/** @typedef {import('../types.js').AuthoritySummary} AuthoritySummary */

/** Where the public site has what checks a file. */
const SCRIPT = '/verify/verify_case_file.py'

/**
 * Return all that a case file says, in the order of the one on paper.
 *
 * @param {CaseFile} file
 */
export function sheet(file) {
  return html`<div class="imi-stack imi-sheet">
    ${facts(file)} ${reasons(file)} ${questions(file)} ${files(file, 'asking', t('Attachments of the request'))}
    ${files(file, 'asked', t('Attachments of the reply'))} ${dates(file)} ${receipts(file)} ${events(file)}
    ${chain(file)}
  </div>`
}

/** @param {CaseFile} file */
function facts({request, made_at, made_for}) {
  const erased = request.erased_on ? formatDate(request.erased_on) : ''
  const kept = {
    all: () => nothing,
    blocked: () =>
      html`<p>
        ${t('Personal data in this request is blocked: nobody can read it any more. It is erased on {erased}.', {erased})}
      </p>`,
    nothing: () => html`<p>${t('Personal data in this request is erased.')}</p>`,
  }
  return html`<p>
      ${t('Made on {moment} for: {authority}', {moment: formatMoment(made_at), authority: name(made_for.authority)})}
    </p>
    <dl class="imi-facts imi-facts--wide">
      ${fact(t('Status'), request.state_label)} ${fact(t('Legal area'), request.area_title)}
      ${fact(t('Requesting authority'), authority(request.asking_authority))}
      ${fact(t('Responding authority'), authority(request.asked_authority))}
      ${fact(t('Sent'), request.sent_at && formatMoment(request.sent_at))}
      ${fact(t('Proposed deadline'), request.proposed_on && formatDate(request.proposed_on))}
      ${fact(t('Agreed deadline'), request.agreed_on && formatDate(request.agreed_on))}
    </dl>
    ${kept[request.kept]()}`
}

/** @param {CaseFile} file */
function reasons({request}) {
  const {person, language, sealed, kept} = request
  return html`${said(t('Reason for the request'), request.reason, language)}
  ${said(t('Reason for the urgency'), request.urgent_reason, language)}
  ${said(t('Reason for the withdrawal'), request.withdrawal_reason, language)}
  ${
    person
      ? html`<section class="imi-stack imi-stack--tight">
          <h2 class="imi-h2">${t('Person or firm concerned')}</h2>
          <dl class="imi-facts imi-facts--wide">
            ${fact(person.kind === 'firm' ? t('Legal person') : t('Natural person'), person.name)}
            ${fact(t('Date of birth'), person.born_on && formatDate(person.born_on))}
          </dl>
          ${quote(person.details, language)}
        </section>`
      : sealed && kept === 'all'
        ? html`<p class="imi-sealed">${t('Personal data of this request are not shown to you.')}</p>`
        : nothing
  }`
}

/** @param {CaseFile} file */
function questions({request}) {
  if (!request.questions.length) return nothing
  return html`<section class="imi-stack">
    <h2 class="imi-h2">${t('Questions')}</h2>
    ${request.questions.map(
      (question, index) =>
        html`<section class="imi-question">
          <h3 class="imi-question__text">
            <span class="imi-question__number">${index + 1}</span> ${question.text}
          </h3>
          ${quote(question.comment, request.language)} ${answer(question)}
        </section>`,
    )}
  </section>`
}

/**
 * @param {CaseFile} file
 * @param {string} side
 * @param {string} heading
 */
function files({request}, side, heading) {
  const found = request.attachments.filter((each) => each.side === side)
  if (!found.length) return nothing
  return html`<section class="imi-stack imi-stack--tight">
    <h2 class="imi-h2">${heading}</h2>
    <ul class="imi-plain">
      ${found.map(({name, sha256}) => html`<li><bdi>${name}</bdi><br /><span class="imi-hint">SHA-256: ${sha256}</span></li>`)}
    </ul>
  </section>`
}

/** @param {CaseFile['request']['questions'][number]} question */
function answer({answer, answer_type}) {
  if (!answer) return html`<div class="imi-answer imi-answer--none">${t('No answer yet')}</div>`
  const {value, text, comment, language} = answer
  const free = answer_type === 'text'
  const shown = answer_type === 'date' && text === value && value ? formatDate(value) : text
  return html`<div class="imi-answer">
    ${free ? quote(shown, language) : html`<p class="imi-answer__value">${shown}</p>`} ${quote(comment, language)}
  </div>`
}

/** @param {CaseFile} file */
function dates(file) {
  if (!file.dates.length) return nothing
  return html`<section class="imi-stack imi-stack--tight">
    <h2 class="imi-h2">${t('How the deadline came about')}</h2>
    ${file.dates.map(
      ({at, text, proposed_on, agreed_on}) =>
        html`<h3 class="imi-h3">${formatMoment(at)}: ${text}</h3>
          <dl class="imi-facts imi-facts--wide">
            ${fact(t('Proposed deadline'), proposed_on && formatDate(proposed_on))}
            ${fact(t('Agreed deadline'), agreed_on && formatDate(agreed_on))}
          </dl>`,
    )}
  </section>`
}

/** @param {CaseFile} file */
function receipts(file) {
  if (!file.receipts.length) return nothing
  const names = new Map(
    file.events.flatMap(({by, to}) => [by, to].flatMap((one) => (one ? [[one.id, name(one)]] : []))),
  )
  const moment = (/** @type {string | null} */ at) => (at ? formatMoment(at) : t('Not known'))
  return html`<section class="imi-stack imi-stack--tight">
    <h2 class="imi-h2">${t('Receipts')}</h2>
    ${file.receipts.map(
      ({to, sent_at, delivered_at, opened_at, accepted_at}) =>
        html`<h3 class="imi-h3">${t('Sent to: {authority}', {authority: names.get(to) ?? to})}</h3>
          <dl class="imi-facts imi-facts--wide">
            ${fact(t('Sent'), moment(sent_at))} ${fact(t('E-mail handed over'), moment(delivered_at))}
            ${fact(t('Opened'), moment(opened_at))} ${fact(t('Accepted'), moment(accepted_at))}
          </dl>`,
    )}
  </section>`
}

/** @param {CaseFile} file */
function events(file) {
  return html`<section class="imi-stack imi-stack--tight">
    <h2 class="imi-h2">${t('What has happened')}</h2>
    <ol class="imi-sheet__events">
      ${file.events.map(
        (event) =>
          html`<li class="imi-stack imi-stack--tight" value=${event.sequence}>
            ${event.content ? shown(event, event.content) : html`<p>${t('An event that is not shown to you')}</p>`}
            <p class="imi-hint imi-sheet__hash">${event.hash}</p>
          </li>`,
      )}
    </ol>
  </section>`
}

/**
 * @param {FileEvent} event
 * @param {Record<string, any>} content
 */
function shown({text, by, to, official, officials, note, missing}, {at, action}) {
  const named = to && {authority: name(to)}
  const returned = action === 'return'
  return html`<h3 class="imi-h3">${formatMoment(at)}: ${text}</h3>
    <p>${by ? name(by) : nothing}${official ? html` (${official})` : nothing}</p>
    ${
      named
        ? html`<p>${returned ? t('Competent authority: {authority}', named) : t('Sent to: {authority}', named)}</p>`
        : nothing
    }
    ${officials?.length ? html`<p>${officials.join(', ')}</p>` : nothing}
    ${note ? quote(note.text, note.language) : nothing}
    ${note?.attachments?.map(
      (sent) => html`<p><bdi>${sent.name}</bdi><br /><span class="imi-hint">SHA-256: ${sent.sha256}</span></p>`,
    )}
    ${lacking(missing ?? {}).map((why) => html`<p class="imi-hint">${LACKING[why]()}</p>`)}`
}

/**
 * Return why parts are missing, each reason once. Who of the other side acted is nobody's business.
 *
 * @param {Record<string, keyof typeof LACKING>} missing
 */
function lacking({own, ...others}) {
  return [...new Set(Object.values(others))]
}

/** Why a part of an event is not in the file. */
const LACKING = {
  withheld: () => t('Some of this is not shown to you.'),
  replaced: () => t('Some of this was replaced later.'),
  blocked: () => t('Some of this is blocked: nobody can read it any more.'),
  erased: () => t('Some of this is erased.'),
}

/** @param {CaseFile} file */
function chain({chain}) {
  const address = `${location.origin}${SCRIPT}`
  return html`<section class="imi-stack imi-stack--tight">
    <h2 class="imi-h2">${t('How to check this file')}</h2>
    <p>
      ${t(
        'The numbers below each event form a chain: whoever changes an event breaks all that follow. The same case file as JSON can be checked without a network by the script at {address}. Compare the last number with that in the file of the other authority.',
        {address},
      )}
    </p>
    <p class="imi-buttons"><a class="ecl-link" href=${SCRIPT} download>${t('Download the script that checks it')}</a></p>
    <p class="imi-hint imi-sheet__hash">${chain.head?.hash ?? nothing}</p>
  </section>`
}

/** @param {AuthoritySummary | null} authority */
function authority(authority) {
  if (!authority) return nothing
  const {title, name, country, language} = authority
  return html`${title || name}
    ${title && title !== name ? html`<span class="imi-hint" lang=${language}>(${name})</span>` : nothing},
    ${countryName(country)}`
}

/** @param {AuthoritySummary} authority */
function name({title, name}) {
  return title || name
}

/**
 * @param {string} label
 * @param {unknown} value
 */
function fact(label, value) {
  return value && value !== nothing
    ? html`<dt>${label}</dt>
        <dd>${value}</dd>`
    : nothing
}
