/** @import {Official} from '../types.js' */
/** @import {PeopleElement} from './imi-people.js' */

import {html, nothing} from 'lit'

import {daysBetween, formatDate, today} from '../dates.js'
import {t, tn} from '../texts.js'
import * as routes from './routes.js'
import {ruleBanner} from './rule.js'
import {awayInWords, invitationInWords, isAway, rightsInWords, standingName} from './words.js'

/** Days after which it is asked whether somebody still needs IMI. */
const UNSEEN_DAYS = 365

/**
 * Return all users of an authority, and what can be done about each.
 *
 * @param {PeopleElement} page
 */
export function list(page) {
  const {items, may_change} = page.staff.team
  return html`${ruleBanner(page.staff.team)}
    <div class="imi-cluster">
      <p class="imi-lead" id="users" tabindex="-1">${tn('{count} user', '{count} users', items.length)}</p>
      ${may_change
        ? html`<a class="ecl-button ecl-button--primary imi-button-link" href=${routes.ADD}
            >${t('Add a colleague')}</a
          >`
        : nothing}
    </div>
    ${may_change
      ? nothing
      : html`<p>${t('Only an administrator can add users, change their rights or remove them.')}</p>`}
    <ul class="imi-people" aria-labelledby="users">
      ${items.map((official) => card(page, official))}
    </ul>`
}

/**
 * @param {PeopleElement} page
 * @param {Official} official
 */
function card(page, official) {
  const {id, name, status, administrator, absence, email} = official
  return html`<li class="imi-card imi-stack imi-stack--tight" id="user-${id}">
    <h2 class="imi-person" id="name-${id}">${name}${id === page.me.id ? ` (${t('you')})` : nothing}</h2>
    <p class="imi-cluster">
      <strong class="imi-tag ${status === 'active' ? 'imi-tag--mine' : 'imi-tag--awaiting_acceptance'}"
        >${standingName(status)}</strong
      >
      ${administrator ? html`<strong class="imi-tag imi-capital">${t('administrator')}</strong>` : nothing}
      ${isAway(absence) ? html`<strong class="imi-tag imi-tag--urgent">${t('Away now')}</strong>` : nothing}
    </p>
    <p><a href="mailto:${email}">${email}</a></p>
    ${lost(page, official)}
    ${facts(page, official)}
    ${isUnseen(official) && page.staff.team.may_change
      ? html`<p><strong>${t('Not signed in for a year. Remove this user if IMI is no longer needed.')}</strong></p>`
      : nothing}
    ${training(page, official)}
    ${page.staff.team.may_change ? buttons(page, official) : nothing}
  </li>`
}

/**
 * Say that nothing arrives at the address of a user, and let it be tried again.
 *
 * @param {PeopleElement} page
 * @param {Official} official
 */
function lost(page, official) {
  if (!official.mail_fails_since) return nothing
  const whom = html`<span class="ecl-u-sr-only">${official.name}</span>`
  return html`<p>
      <strong>${t('E-mails to this address do not arrive')}</strong>
      <span class="imi-hint">${day(official.mail_fails_since)}</span>
    </p>
    ${page.staff.team.may_change
      ? action(page, t('Try the address again'), whom, () => page.act(() => page.staff.tryMailAgain(official)))
      : nothing}`
}

/**
 * Say that a user has access to the training environment, or let a coordinator give it.
 *
 * @param {PeopleElement} page
 * @param {Official} official
 */
function training(page, official) {
  const {name, status, training_on: on} = official
  if (on) return html`<p>${t('Access to the training environment since {date}', {date: formatDate(on)})}</p>`
  if (!page.staff.team.may_admit || status !== 'active') return nothing
  const whom = html`<span class="ecl-u-sr-only">${name}</span>`
  return action(page, t('Give access to the training environment'), whom, () => page.act(() => page.staff.admit(official)))
}

/**
 * @param {PeopleElement} page
 * @param {Official} official
 */
function facts(page, official) {
  const {roles, status, absence, last_seen_on, confirmed_on} = official
  const away = awayInWords(absence, page.staff.team.items)
  return html`<dl class="imi-facts imi-facts--wide">
    <dt>${t('Rights')}</dt>
    <dd>${rightsList(rightsInWords(roles, page.staff.titles))}</dd>
    ${status === 'invited'
      ? html`<dt>${t('Invitation')}</dt>
          <dd>${invitationInWords(official)}</dd>`
      : html`<dt>${t('Last signed in')}</dt>
          <dd>${day(last_seen_on) ?? t('Never')}</dd>
          <dt>${t('Last confirmed')}</dt>
          <dd>${day(confirmed_on) ?? t('Never')}</dd>`}
    ${away
      ? html`<dt>${t('Away')}</dt>
          <dd>${away}</dd>`
      : nothing}
  </dl>`
}

/** @param {ReturnType<typeof rightsInWords>} rights */
export function rightsList(rights) {
  if (!rights.length) return t('No rights')
  return html`<ul class="imi-plain">
    ${rights.map(({area, roles}) => html`<li>${area}: ${roles}</li>`)}
  </ul>`
}

/**
 * @param {PeopleElement} page
 * @param {Official} official
 */
function buttons(page, official) {
  const {id, name, status, invited_until} = official
  const whom = html`<span class="ecl-u-sr-only">${name}</span>`
  const invited = status === 'invited'
  return html`<div class="imi-buttons imi-buttons--close">
    <a class="ecl-button ecl-button--secondary imi-button-link" href=${routes.change(id)}
      >${t('Change rights or name')} ${whom}</a
    >
    ${invited ? action(page, t('Send the invitation again'), whom, () => page.act(() => page.staff.invite(official))) : nothing}
    ${invited && invited_until
      ? action(page, t('Take the invitation back'), whom, () => page.act(() => page.staff.revoke(official)))
      : nothing}
    <a class="ecl-button ecl-button--secondary imi-button--danger imi-button-link" href=${routes.remove(id)}
      >${t('Remove')} ${whom}</a
    >
  </div>`
}

/**
 * @param {PeopleElement} page
 * @param {string} label
 * @param {unknown} whom
 * @param {() => unknown} act
 */
function action(page, label, whom, act) {
  return html`<button
    class="ecl-button ecl-button--secondary"
    type="button"
    aria-disabled=${page.busy ? 'true' : nothing}
    @click=${act}
  >
    ${label} ${whom}
  </button>`
}

/** @param {Official} official */
function isUnseen({last_seen_on: seen}) {
  return seen !== null && daysBetween(seen, today()) > UNSEEN_DAYS
}

/** @param {string | null} iso */
function day(iso) {
  return iso ? html`<time datetime=${iso}>${formatDate(iso)}</time>` : null
}
