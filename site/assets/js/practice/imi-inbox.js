import {html, nothing} from 'lit'

import {get} from '../api.js'
import {formatMoment} from '../dates.js'
import {actionButton} from '../elements/forms.js'
import {Page} from '../page.js'
import {ownPath, t} from '../texts.js'

/** @typedef {import('../types.js').ShownMail} Mail */

/** An address in a text; what ends a sentence is no part of it. */
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g

/**
 * <imi-inbox> shows the e-mails of a training stage that would have gone to the official; none of them leaves it.
 */
export class InboxElement extends Page {
  static properties = {mails: {state: true}, next: {state: true}}

  constructor() {
    super()
    /** @type {readonly Mail[]} */
    this.mails = []
    /** @type {string | null} */
    this.next = null
  }

  async load() {
    const {body} = await get('/inbox')
    this.mails = body.items
    this.next = body.next
  }

  async more() {
    await this.attempt(async () => {
      const shown = this.mails.length
      const {body} = await get('/inbox', {query: {cursor: this.next}})
      this.mails = [...this.mails, ...body.items]
      this.next = body.next
      await this.focusOn(`#mail-${shown} summary`)
    })
  }

  content() {
    const {mails, next} = this
    return html`<div class="imi-stack imi-narrow">
      ${this.problems()}
      <p>${t('E-mails that would have gone to you are shown here; none leaves the training environment.')}</p>
      ${mails.length
        ? html`<ul class="imi-mails">${mails.map(mail)}</ul>`
        : html`<p class="imi-empty">${t('Nothing has come for you yet.')}</p>`}
      ${next ? html`<div class="imi-buttons">${actionButton(this, t('Show more'), () => this.more())}</div>` : nothing}
    </div>`
  }
}

/**
 * @param {Mail} mail
 * @param {number} place
 */
function mail({at, subject, text, language}, place) {
  return html`<li>
    <details class="imi-details" id="mail-${place}">
      <summary><span lang=${language}>${subject}</span>
        <time class="imi-hint" datetime=${at}>${formatMoment(at)}</time></summary>
      <div class="imi-mails__text" lang=${language}>${linked(text)}</div>
    </details>
  </li>`
}

/**
 * Return *text* with the addresses of this stage's own pages as links.
 *
 * @param {string} text
 */
function linked(text) {
  /** @type {unknown[]} */
  const parts = []
  let from = 0
  for (const {0: address, index} of text.matchAll(ADDRESS)) {
    parts.push(text.slice(from, index))
    // Names of authorities stand in e-mails, and whoever practises may choose them.
    const ours = URL.canParse(address) && new URL(address).origin === location.origin
    parts.push(ours ? html`<a href=${ownPath(address.slice(location.origin.length))}>${address}</a>` : address)
    from = index + address.length
  }
  return [...parts, text.slice(from)]
}
