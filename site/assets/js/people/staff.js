/** @import {AuthorityRecord, Official, Team} from '../types.js' */
/** @import {Edit} from './change.js' */
/** @import {Roles} from './words.js' */

import {ProblemError, del, get, patch, post} from '../api.js'
import {t} from '../texts.js'
import {begin, changes, rebased} from './change.js'

/**
 * The users of one authority, and what can be done about them. What is done returns
 * what happened, in words.
 */
export class Staff {
  /** @param {string} authority id */
  constructor(authority) {
    this.path = `/authorities/${encodeURIComponent(authority)}`
    /** @type {Map<string, string>} titles of legal areas, by code */
    this.titles = new Map()
    /** @type {AuthorityRecord} */
    this.record
    /** @type {Team} */
    this.team
    /** @type {Map<string, Edit>} what is ticked, by id; it outlives the forms */
    this.edits = new Map()
  }

  async open() {
    const [record, areas] = await Promise.all([
      get(this.path),
      get('/areas', {query: {limit: 100}}),
      this.refresh(),
    ])
    this.record = record.body
    this.titles = new Map(areas.body.items.map((/** @type {any} */ {code, title}) => [code, title]))
  }

  async refresh() {
    this.team = (await get(`${this.path}/officials`)).body
  }

  /** @param {string} id */
  find(id) {
    return this.team.items.find((official) => official.id === id)
  }

  /**
   * Return the legal areas for which rights can be chosen, by title: those of the authority,
   * and those in which there are rights.
   *
   * @param {Roles} roles
   */
  areasOf(roles) {
    const asked = Object.entries(this.record.parts)
      .filter(([, {access}]) => access === 'requested')
      .map(([area]) => area)
    const codes = new Set([...this.record.areas, ...asked, ...Object.keys(roles)])
    return [...this.titles.keys(), ...codes].filter((code) => codes.delete(code))
  }

  /** @param {Official} official */
  edit(official) {
    return this.edits.get(official.id) ?? begin(official)
  }

  get isTouched() {
    return [...this.edits.values()].some(changes)
  }

  /** @param {ReturnType<typeof import('./add.js').emptyEntry>} entry */
  async add(entry) {
    const {status, body} = await post(`${this.path}/officials`, entry)
    const {name, email} = body
    if (status === 200) return t('{name} is a user already. Nothing was changed.', {name})
    return body.status === 'invited'
      ? t('{name} has been added. The invitation goes to {email}.', {name, email})
      : t('{name} has been added and can act for the authority now.', {name})
  }

  /** @param {Official} official */
  async saveRights(official) {
    const edit = this.edit(official)
    const body = changes(edit)
    if (body) await this.#patch(edit, body)
    this.edits.delete(official.id)
    return body
      ? t('The entry of {name} has been changed.', {name: edit.name})
      : t('Nothing was changed.')
  }

  /**
   * @param {Edit} edit
   * @param {object} body
   */
  async #patch(edit, body) {
    try {
      await patch(this.#one(edit.base), body, {etag: edit.base.etag})
    } catch (error) {
      if (error instanceof ProblemError && error.status === 412) {
        await this.refresh()
        const theirs = this.find(edit.base.id)
        if (theirs) this.edits.set(theirs.id, rebased(edit, theirs))
      }
      throw error
    }
  }

  /** @param {Official} official */
  async remove(official) {
    await del(this.#one(official), {etag: official.etag})
    this.edits.delete(official.id)
    return t('{name} has been removed.', {name: official.name})
  }

  /** @param {Official} official */
  async invite(official) {
    const {email, etag} = official
    await post(`${this.#one(official)}/invite`, {}, {etag})
    return t('A new invitation goes to {email}. The former link no longer works.', {email})
  }

  /** @param {Official} official */
  async tryMailAgain(official) {
    await post(`${this.#one(official)}/mail`, {})
    return t('E-mails are sent to this address again. If they come back, you see it here.')
  }

  /** @param {Official} official */
  async admit(official) {
    const {name, etag} = official
    await post(`${this.#one(official)}/training`, {}, {etag})
    return t('{name} can now enter the training environment.', {name})
  }

  /** @param {Official} official */
  async revoke(official) {
    await post(`${this.#one(official)}/revoke`, {}, {etag: official.etag})
    return t('The invitation has been taken back. Its link no longer works.')
  }

  /** @param {Official} official */
  #one({id}) {
    return `${this.path}/officials/${encodeURIComponent(id)}`
  }
}
