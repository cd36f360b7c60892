/** @import {AuthorityElement} from './imi-authority.js' */
/** @import {AuditEntry} from '../types.js' */

import {html, nothing} from 'lit'

import {get} from '../api.js'
import {formatMoment} from '../dates.js'
import {Element} from '../element.js'
import {authorityName} from '../elements/authority.js'
import {announce} from '../page.js'
import {t, tn} from '../texts.js'
import {valueOf} from './words.js'

/** <imi-authority-audit> tells who changed what at an authority, read when it is opened. */
export class AuditElement extends Element {
  static properties = {
    page: {attribute: false},
    etag: {attribute: false},
    items: {state: true},
    opened: {state: true},
    trouble: {state: true},
  }

  constructor() {
    super()
    /** @type {AuthorityElement} */
    this.page
    this.etag = ''
    /** @type {AuditEntry[] | null} null until it was asked for */
    this.items = null
    /** @type {string | null} */
    this.next = null
    this.trouble = ''
    this.opened = false
  }

  /** @param {Map<string, unknown>} changed What is shown is old once the authority has changed. */
  willUpdate(changed) {
    if (changed.has('etag') && this.items) void this.read()
  }

  render() {
    return html`<details class="imi-details" @toggle=${this.toggle}>
      <summary>${t('What has changed lately')}</summary>
      ${this.opened ? (this.trouble ? this.failed() : this.list()) : nothing}
    </details>`
  }

  failed() {
    return html`<p>${this.trouble}</p>
      <div class="imi-buttons">${button(t('Try again'), () => this.read())}</div>`
  }

  list() {
    const {items} = this
    if (!items) return html`<p class="imi-loading">${t('Loading…')}</p>`
    if (!items.length) return html`<p class="imi-empty">${t('Nothing has changed yet.')}</p>`
    return html`<ol class="imi-list">
        ${items.map((entry) => this.entry(entry))}
      </ol>
      ${this.next ? html`<div class="imi-buttons">${button(t('Show more'), () => this.read(this.next))}</div>` : nothing}`
  }

  /** @param {AuditEntry} entry */
  entry(entry) {
    const {at, action_label, official_name, on_behalf_of, area, field_label} = entry
    return html`<li class="imi-list__item">
      <div class="imi-stack imi-stack--tight">
        <p>
          <strong>${action_label}</strong>${area ? html` – ${this.page.areaTitle(area)}` : nothing}${field_label
            ? html` – ${field_label}`
            : nothing}
        </p>
        ${this.values(entry)}
        <p class="imi-hint">
          <time datetime=${at}>${formatMoment(at)}</time> – ${official_name ? html`${official_name}, ` : nothing}
          ${authorityName(on_behalf_of)}
        </p>
      </div>
    </li>`
  }

  /** @param {AuditEntry} entry */
  values({erased, field, old, new: now, words}) {
    if (erased) return html`<p class="imi-hint">${t('What it said has been erased.')}</p>`
    if (!field) return nothing
    // The register that something was done to is named; it has not changed into this.
    if (field === 'register') return html`<p>${old ?? now}</p>`
    return html`<dl class="imi-facts imi-facts--wide">
      <dt>${t('Before')}</dt>
      <dd>${valueOf(this.page, field, inWords(old, words))}</dd>
      <dt>${t('Afterwards')}</dt>
      <dd>${valueOf(this.page, field, inWords(now, words))}</dd>
    </dl>`
  }

  /** @param {Event} event */
  toggle(event) {
    this.opened = /** @type {HTMLDetailsElement} */ (event.target).open
    if (this.opened && !this.items) void this.read()
  }

  /** @param {string | null} [cursor] */
  async read(cursor = null) {
    this.trouble = ''
    try {
      const {body} = await get(`${this.page.path}/audit`, {query: {limit: 20, cursor}})
      this.items = [...((cursor && this.items) || []), ...body.items]
      this.next = body.next
      if (cursor) announce(tn('{count} more change shown', '{count} more changes shown', body.items.length))
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : ''
    }
  }
}

/**
 * Return *value* with its codes, be it one or a list of them, by what the API calls them.
 *
 * @param {any} value
 * @param {Record<string, string>} words by code
 */
function inWords(value, words) {
  const called = (/** @type {any} */ one) => (Object.hasOwn(words, one) ? words[one] : one)
  return Array.isArray(value) ? value.map(called) : called(value)
}

/**
 * @param {string} text
 * @param {() => unknown} act
 */
function button(text, act) {
  return html`<button class="ecl-button ecl-button--secondary" type="button" @click=${act}>${text}</button>`
}
