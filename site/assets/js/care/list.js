/** @import {CareElement} from './imi-care.js' */

import {html, nothing} from 'lit'
import {repeat} from 'lit/directives/repeat.js'

import {tag} from '../authority/words.js'
import {formatDate, formatNumber, today} from '../dates.js'
import {freshness} from '../find/found.js'
import {language, N, pageUrl, t, tn} from '../texts.js'
import {WANTS, sift, wantsOf} from './charges.js'

/** @typedef {import('./charges.js').Charge} Charge */
/** @typedef {import('./charges.js').Want} Want */

/** @type {Record<Want, string>} */
const WANTED = {
  validate: N('To be validated'),
  access: N('Asks for access'),
  few: N('Too few users'),
  stale: N('Not confirmed for more than 90 days'),
}

/**
 * The authorities in care with their filters, the most pressing first.
 *
 * @param {CareElement} page
 */
export function list(page) {
  const found = sift(page.charges, page.filter, today())
  const shown = found.slice(0, page.shown)
  return html`${page.mayRegister
      ? html`<div class="imi-buttons">
          <a class="ecl-button ecl-button--primary imi-button-link" href="#register"
            >${t('Register an authority')}</a
          >
          <a class="ecl-button ecl-button--secondary imi-button-link" href="#import">${t('Import a list')}</a>
          ${page.isNational
            ? html`<a class="ecl-button ecl-button--secondary imi-button-link" href="#country"
                >${t('Contacts and news of your country')}</a
              >
              <a class="ecl-button ecl-button--secondary imi-button-link" href=${pageUrl('workspace/registers/')}
                >${t('Registers')}</a
              >`
            : nothing}
        </div>`
      : nothing}
    ${page.charges.length || page.next ? filters(page) : nothing}
    <section class="imi-stack imi-stack--tight" aria-labelledby="step">
      <h2 class="imi-h2" id="step" tabindex="-1">${summary(page, found.length)}</h2>
      ${found.length
        ? html`<ul class="imi-tasks">
            ${repeat(shown, ({charge}) => charge.id, ({charge, wants}) => row(charge, wants))}
          </ul>`
        : nobody(page)}
    </section>
    ${shown.length < found.length || page.next
      ? html`<div class="imi-buttons">
          <button
            class="ecl-button ecl-button--secondary"
            type="button"
            aria-busy=${page.busy ? 'true' : nothing}
            @click=${() => page.showMore(found.length, found[shown.length]?.charge.id)}
          >
            ${t('Show more')}
          </button>
        </div>`
      : nothing}`
}

/**
 * @param {CareElement} page
 * @param {number} count
 */
export function summary(page, count = sift(page.charges, page.filter, today()).length) {
  return page.next
    ? tn('{count} authority found so far', '{count} authorities found so far', count)
    : tn('{count} authority found', '{count} authorities found', count)
}

/** @param {CareElement} page */
function filters(page) {
  const {want, status, area, q} = page.filter
  const counts = page.charges.flatMap((charge) => wantsOf(charge, today()))
  const statuses = new Map(page.charges.map((charge) => [charge.status, charge.status_label ?? '']))
  const areas = new Set(page.charges.flatMap((charge) => [...charge.areas, ...(charge.asked_areas ?? [])]))
  return html`<form class="imi-filter" role="search" aria-labelledby="title" @submit=${stay}>
    ${select(page, 'want', t('What is to do'), want, [
      ['', t('All')],
      ...WANTS.map((one) => {
        const count = counts.filter((want) => want === one).length
        return [one, `${t(WANTED[one])} (${formatNumber(count)})`]
      }),
    ])}
    ${select(page, 'status', t('Status'), status, [
      ['', t('All')],
      ...[...statuses].map(([code = '', label]) => [code, label]),
    ])}
    ${select(page, 'area', t('Legal area'), area, [
      ['', t('All')],
      ...page.areas.filter(({code}) => areas.has(code)).map(({code, title}) => [code, title]),
    ])}
    <div class="ecl-form-group">
      <label class="ecl-form-label" for="care-q">${t('Name or city')}</label>
      <input
        class="ecl-text-input ecl-text-input--m"
        id="care-q"
        name="q"
        type="search"
        autocomplete="off"
        .value=${q}
        @input=${page.choose}
      />
    </div>
  </form>`
}

/**
 * @param {CareElement} page
 * @param {string} name
 * @param {string} label
 * @param {string} chosen
 * @param {string[][]} options value and text
 */
function select(page, name, label, chosen, options) {
  return html`<div class="ecl-form-group">
    <label class="ecl-form-label" for="care-${name}">${label}</label>
    <div class="ecl-select__container ecl-select__container--m">
      <select class="ecl-select" id="care-${name}" name=${name} @change=${page.choose}>
        ${options.map(
          ([value = '', text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </div>
  </div>`
}

/**
 * @param {Charge} charge
 * @param {Want[]} wants
 */
function row(charge, wants) {
  const {id, title, name, city, status, status_label, below_rule_since: since} = charge
  const known = title && title !== name
  const label = title || name
  return html`<li class="imi-task">
    <div class="imi-task__main">
      <a
        class="imi-task__link"
        data-id=${id}
        lang=${known ? language() : charge.language}
        href=${pageUrl('workspace/authority/', {id})}
        >${label}</a
      >
      <p class="imi-task__meta">
        ${known ? html`<span lang=${charge.language}>${name}</span>` : nothing}<span>${city}</span>
      </p>
      <p class="imi-task__meta">
        <span>${freshness(charge)}</span>
        <a
          class="imi-task__other"
          href=${pageUrl('workspace/people/', {id})}
          aria-label="${t('Users')}: ${label}"
          >${t('Users')}</a
        >
        <a
          class="imi-task__other"
          href=${pageUrl('workspace/watch/', {authority: id})}
          aria-label="${t('Requests')}: ${label}"
          >${t('Requests')}</a
        >
      </p>
    </div>
    <div class="imi-task__side">
      ${wants.includes('access')
        ? html`<strong class="imi-tag imi-tag--awaiting_acceptance">${t('Asks for access')}</strong>`
        : nothing}
      ${since && status !== 'invited'
        ? html`<strong class="imi-tag imi-tag--urgent"
            >${t('Too few users since {date}', {date: formatDate(since)})}</strong
          >`
        : nothing}
      ${wants.includes('stale')
        ? html`<strong class="imi-tag imi-tag--overdue">${t('To be confirmed')}</strong>`
        : nothing}
      ${status ? tag(status, status_label ?? status) : nothing}
    </div>
  </li>`
}

/** @param {CareElement} page */
function nobody(page) {
  if (page.charges.length || page.next) {
    return html`<div class="imi-empty">
      <p>${t('No authority in your care matches this.')}</p>
      <p>
        <button class="imi-link" type="button" @click=${page.clear}>${t('Show all authorities')}</button>
      </p>
    </div>`
  }
  return html`<p class="imi-empty">
    ${page.mayRegister
      ? t('Your authority has no other authority in its care yet. Register the first one.')
      : t('Your authority has no other authority in its care.')}
  </p>`
}

/** @param {Event} event */
function stay(event) {
  event.preventDefault()
}
