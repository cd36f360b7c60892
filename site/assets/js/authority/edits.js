/** What somebody typed over what is stored, field by field, so that two who type lose nothing. */

/** @typedef {Record<string, unknown>} Values by the name of the field; a title is 'titles/da' */

export class Edits {
  /** @param {Values} stored */
  constructor(stored) {
    this.stored = stored
    /** @type {Values} */
    this.typed = {}
    /** @type {Set<string>} fields that somebody else changed otherwise */
    this.conflicts = new Set()
  }

  get changed() {
    return Object.keys(this.typed).length > 0
  }

  /**
   * @param {string} name
   * @returns {any}
   */
  value(name) {
    return name in this.typed ? this.typed[name] : this.stored[name]
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  write(name, value) {
    if (same(value, this.stored[name])) delete this.typed[name]
    else this.typed[name] = value
  }

  /**
   * Go on from what is stored now.
   *
   * @param {Values} stored
   */
  rebase(stored) {
    const before = this.stored
    this.stored = stored
    for (const [name, value] of Object.entries(this.typed)) {
      if (same(value, stored[name])) {
        delete this.typed[name]
        this.conflicts.delete(name)
      } else if (!same(before[name], stored[name])) this.conflicts.add(name)
    }
  }

  /**
   * @param {string} name
   * @param {'mine' | 'theirs'} choice
   */
  settle(name, choice) {
    if (choice === 'theirs') delete this.typed[name]
    this.conflicts.delete(name)
  }
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function same(one, other) {
  return JSON.stringify(one || '') === JSON.stringify(other || '')
}
