/**
 * <imi-checklist data-done data-own [data-list data-todo]> ticks the points of the checklist around it for an official who is signed in
 * in this tab, and says how many are done. A point is a heading whose id is the key of a point of GET /api/checklist.
 * Signed out, without JavaScript, or where the API has no such list, the page stays as it is.
 */

import {stored} from '../kept-tokens.js'

/** @typedef {import('../types.js').Point} Point */

export class ChecklistElement extends HTMLElement {
  static define(tag = 'imi-checklist', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  async connectedCallback() {
    const token = stored()?.access
    if (!token) return
    const points = await this.points(token)
    for (const {key, done, knowable} of points) {
      const word = done ? this.word : knowable ? '' : (this.dataset.own ?? '')
      this.mark(document.getElementById(key), word, done)
    }
    const done = points.filter((point) => point.done).length
    const total = points.filter((point) => point.knowable).length
    if (points.length) this.say(`${this.word}: ${done} / ${total}`, points)
  }

  /**
   * Say how much is done; where the points do not stand around it, list them.
   *
   * @param {string} text
   * @param {readonly Point[]} points
   */
  say(text, points) {
    this.textContent = text
    const {list} = this.dataset
    if (list === undefined) return
    const rows = document.createElement('ul')
    rows.append(...points.map((point) => this.row(point, list)))
    this.append(rows)
  }

  /**
   * @param {Point} point
   * @param {string} root address below which the places lie
   */
  row({title, done, knowable, evidence, where}, root) {
    const row = document.createElement('li')
    const link = document.createElement('a')
    link.href = root + where
    link.textContent = title
    const {todo = '', own = ''} = this.dataset
    const left = knowable ? todo : own
    const said = [done ? this.word : left, evidence ?? ''].filter(Boolean)
    row.append(link, `: ${said.join('. ')}`)
    return row
  }

  /**
   * @param {HTMLElement | null} heading
   * @param {string} word what is said of the point; '' for nothing
   * @param {boolean} done
   */
  mark(heading, word, done) {
    heading?.classList.toggle('imi-point--done', done)
    if (!heading || !word) return
    const said = document.createElement('span')
    // That it is done is seen by the tick.
    said.className = done ? 'imi-hidden' : 'imi-hint'
    said.textContent = ` (${word})`
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
        headers: {
          Accept: 'application/json',
          'Accept-Language': document.documentElement.lang,
          Authorization: `Bearer ${token}`,
        },
        credentials: 'omit',
        cache: 'no-store',
      })
      return answer.ok ? (await answer.json()).items : []
    } catch {
      return []
    }
  }
}
