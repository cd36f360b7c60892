/**
 * <imi-checklist data-done> ticks the points of the checklist around it for an official who is signed in
 * in this tab, and says how many are done. A point is a heading whose id is the key of a point of GET /api/checklist.
 * Signed out, without JavaScript, or where the API has no such list, the page stays as it is.
 */

import {stored} from '../kept-tokens.js'

/** @typedef {{key: string, done: boolean}} Point */

export class ChecklistElement extends HTMLElement {
  static define(tag = 'imi-checklist', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  async connectedCallback() {
    const token = stored()?.access
    if (!token) return
    const points = await this.points(token)
    for (const {key, done} of points) this.tick(document.getElementById(key), done)
    const done = points.filter((point) => point.done).length
    if (points.length) this.say(`${this.word}: ${done} / ${points.length}`)
  }

  /** @param {string} text how much is done; elsewhere it leads to the page with the points */
  say(text) {
    const {href} = this.dataset
    const place = href ? document.createElement('a') : this
    place.textContent = text
    if (place === this) return
    place.setAttribute('href', href ?? '')
    this.replaceChildren(place)
  }

  /**
   * @param {HTMLElement | null} heading
   * @param {boolean} done
   */
  tick(heading, done) {
    heading?.classList.toggle('imi-point--done', done)
    if (!heading || !done) return
    const said = document.createElement('span')
    said.className = 'imi-hidden'
    said.textContent = ` (${this.word})`
    heading.append(said)
  }

  /** What is said of a point that is done, in the page's language. */
  get word() {
    return this.dataset.done ?? ''
  }

  /**
   * @param {string} token
   * @returns {Promise<Point[]>}
   */
  async points(token) {
    try {
      const answer = await fetch('/api/checklist', {
        headers: {Accept: 'application/json', Authorization: `Bearer ${token}`},
        credentials: 'omit',
        cache: 'no-store',
      })
      return answer.ok ? (await answer.json()).items : []
    } catch {
      return []
    }
  }
}
