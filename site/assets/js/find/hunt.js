/** The way from a wish to the authorities that meet it; the newest wish counts. */

import {get} from '../api.js'
import {pages} from '../pages.js'
import {isWish} from './wish.js'

/** @typedef {import('../types.js').Authority} Authority */
/** @typedef {import('../types.js').Fault} Fault */
/** @typedef {import('./wish.js').Wish} Wish */

const PAGE = 25

export class Hunt {
  #searches = 0

  /** @param {() => void} changed called whenever there is something new to show */
  constructor(changed) {
    this.changed = changed
    /** @type {Authority[] | null} null until something was looked for */
    this.found = null
    /** @type {string | null} cursor of what else there is */
    this.next = null
    /** @type {Fault[]} what keeps the list from being as good as it could be */
    this.warnings = []
    /** Whether an answer is on its way. */
    this.looking = false
  }

  /**
   * Find what meets *wish*; nothing is looked for where there is none.
   *
   * @param {Wish} wish
   * @param {{more?: boolean}} [options] more: go on where the list stands
   * @returns {Promise<boolean>} whether this is still what is wanted, and was looked for
   */
  async search(wish, {more = false} = {}) {
    const search = (this.#searches += 1)
    if (!isWish(wish)) return this.#forget()
    const before = (more && this.found) || []
    this.looking = true
    this.changed()
    try {
      const read = async (/** @type {string | null} */ cursor) =>
        (await get('/authorities', {query: {...wish, limit: PAGE, cursor}})).body
      for await (const {items, next, warnings} of pages(read, more ? this.next : null)) {
        if (search !== this.#searches) return false
        this.found = [...before, ...items]
        this.next = next
        this.warnings = warnings ?? []
      }
      return search === this.#searches
    } catch (error) {
      if (search === this.#searches) throw error
      return false
    } finally {
      if (search === this.#searches) this.looking = false
      this.changed()
    }
  }

  #forget() {
    this.found = null
    this.next = null
    this.warnings = []
    this.looking = false
    this.changed()
    return false
  }
}
