import {html, nothing} from 'lit'

import {get, newKey, post} from './api.js'
import {daysBetween, today} from './dates.js'
import {lostMail} from './lost-mail.js'
import {askAgain, loadMe} from './me.js'
import {Page} from './page.js'
import {pageUrl, t} from './texts.js'

/** Days after which an entry has to be confirmed again. */
const CONFIRMED_FOR_DAYS = 90

/**
 * <imi-proof-of-life> asks every 90 days whether the own entry and, of an administrator, the
 * authority's record are still right, and takes the answer at one click. In between it is silent,
 * but for e-mails that do not arrive.
 */
export class ProofOfLifeElement extends Page {
  static properties = {due: {state: true}, done: {state: true}}

  constructor() {
    super()
    /** What is to be confirmed. */
    this.due = {me: false, authority: false}
    /** @type {import('./types.js').AuthorityRecord | null} */
    this.record = null
    /** @type {import('./types.js').Me | null} */
    this.me = null
    this.done = false
    this.key = newKey()
  }

  async load() {
    const me = await loadMe()
    this.me = me
    this.due = {me: me.confirmation_due_on <= today(), authority: false}
    if (!me.administrator) return
    /** @type {import('./types.js').AuthorityRecord} */
    const record = (await get(`/authorities/${encodeURIComponent(me.authority.id)}`)).body
    const {confirmed_on: day, actions} = record
    const stale = !day || daysBetween(day, today()) >= CONFIRMED_FOR_DAYS
    this.record = record
    this.due.authority = stale && actions.some(({action}) => action === 'confirm')
  }

  async confirm() {
    const confirmed = await this.attempt(async () => {
      if (this.due.me) await post('/me/confirm', {}, {key: newKey()})
      this.due = {...this.due, me: false}
      if (this.due.authority && this.record) await this.confirmRecord(this.record)
    })
    if (!confirmed) return
    askAgain()
    this.done = true
    await this.focusOn('#alive')
  }

  /** @param {import('./types.js').AuthorityRecord} record */
  async confirmRecord({id, etag}) {
    await post(`/authorities/${encodeURIComponent(id)}/confirm`, {}, {etag, key: this.key})
    this.due = {...this.due, authority: false}
  }

  /** The tasks stand below, whatever becomes of this. */
  failedView() {
    return html`${nothing}`
  }

  content() {
    return html`${this.me ? lostMail(this.me) : nothing} ${this.question()}`
  }

  question() {
    if (this.done) {
      return html`<p id="alive" tabindex="-1" role="status">
        ${t('Thank you. Everything is confirmed as right today.')}
      </p>`
    }
    const {me, authority} = this.due
    if (!me && !authority) return nothing
    return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="alive">
      ${this.problems()}
      <h2 class="imi-h3" id="alive" tabindex="-1">${t('Is everything still right?')}</h2>
      <p>
        ${authority
          ? t('Your entry and the record of your authority have to be confirmed every 90 days.')
          : t('Your entry has to be confirmed every 90 days.')}
      </p>
      <div class="imi-buttons">
        <button
          class="ecl-button ecl-button--secondary"
          type="button"
          aria-disabled=${this.busy ? 'true' : nothing}
          @click=${this.confirm}
        >
          ${t('Everything is right')}
        </button>
        <a class="ecl-link" href=${pageUrl('workspace/profile/')}>${t('Look at my entry')}</a>
        ${authority
          ? html`<a class="ecl-link" href=${pageUrl('workspace/authority/')}>${t('Look at my authority')}</a>`
          : nothing}
      </div>
    </section>`
  }

  render() {
    return this.phase === 'loading' ? nothing : super.render()
  }
}
