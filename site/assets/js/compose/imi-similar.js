import {html, nothing} from 'lit'

import {get} from '../api.js'
import {Element} from '../element.js'
import {authorityName} from '../elements/authority.js'
import {stateTag} from '../elements/state-tag.js'
import {pageUrl, t, tn} from '../texts.js'

/** @typedef {import('../types.js').SimilarRequest} SimilarRequest */

/**
 * <imi-similar> shows requests of the own authority that ask some of what a draft asks. Where
 * there is none, or they cannot be read, it shows nothing.
 */
export class SimilarElement extends Element {
  static properties = {number: {}, codes: {}, items: {state: true}}

  constructor() {
    super()
    this.number = ''
    /** Codes of the questions that the draft has as it is stored. */
    this.codes = ''
    /** @type {SimilarRequest[]} */
    this.items = []
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('number') && !changed.has('codes')) return
    if (this.number && this.codes) void this.read()
    else this.items = []
  }

  async read() {
    const {number, codes} = this
    const items = await get(`/requests/${number}/similar`)
      .then(({body}) => body.items)
      .catch(() => [])
    if (number === this.number && codes === this.codes) this.items = items
  }

  render() {
    const {items} = this
    if (!items.length) return nothing
    return html`<details class="imi-details">
      <summary>
        ${tn('{count} similar request of your authority', '{count} similar requests of your authority', items.length)}
      </summary>
      <p>${t('They may hold the answer already, or show how others have asked.')}</p>
      <ul class="imi-tasks">
        ${items.map(({request, shared}) => this.row(request, shared))}
      </ul>
    </details>`
  }

  /**
   * @param {SimilarRequest['request']} request
   * @param {number} shared
   */
  row({number, counterpart, state, state_label}, shared) {
    return html`<li class="imi-task">
      <div class="imi-task__main">
        <a class="imi-task__link imi-number" href=${pageUrl('workspace/case/', {number})}>${number}</a>
        <p class="imi-task__meta">
          ${authorityName(counterpart)}
          <span>${tn('{count} question in common', '{count} questions in common', shared)}</span>
        </p>
      </div>
      <div class="imi-task__side">${stateTag(state, state_label)}</div>
    </li>`
  }
}
