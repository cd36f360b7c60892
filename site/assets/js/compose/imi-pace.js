import {html, nothing} from 'lit'

import {get} from '../api.js'
import {formatNumber} from '../dates.js'
import {Element} from '../element.js'
import {t, tn} from '../texts.js'

/** @typedef {import('../types.js').Pace} Pace */

/**
 * <imi-pace> says how long an authority usually needs to answer in a legal area. While too few
 * requests tell, or where it cannot be read, it says nothing.
 */
export class PaceElement extends Element {
  static properties = {authority: {}, area: {}, pace: {state: true}}

  constructor() {
    super()
    /** Id of the authority, or ''. */
    this.authority = ''
    this.area = ''
    /** @type {Pace | null} */
    this.pace = null
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('authority') && !changed.has('area')) return
    this.pace = null
    if (this.authority && this.area) void this.read()
  }

  async read() {
    const {authority, area} = this
    const path = `/authorities/${encodeURIComponent(authority)}/pace`
    const pace = await get(path, {query: {area}})
      .then(({body}) => body)
      .catch(() => null)
    if (authority === this.authority && area === this.area) this.pace = pace
  }

  render() {
    return html`<p class="imi-hint" role="status">${this.words()}</p>`
  }

  words() {
    if (this.pace?.days == null) return nothing
    const {days, of} = this.pace
    const facts = {requests: formatNumber(of)}
    if (days < 1) {
      return t('This authority usually answers on the same day (requests counted: {requests}).', facts)
    }
    return tn(
      'This authority usually answers within {count} day (requests counted: {requests}).',
      'This authority usually answers within {count} days (requests counted: {requests}).',
      days,
      facts,
    )
  }
}
