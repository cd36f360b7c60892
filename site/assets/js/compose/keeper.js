/**
 * Keeps a draft saved while the official writes.
 *
 * Never two saves at once; each sends what differs from the last one, under the ETag that
 * the last one brought. What the API refuses is held back until it is changed, so that the
 * rest is saved all the same.
 *
 * @typedef {import('./drafts.js').Draft} Draft
 * @typedef {import('./merges.js').Conflict} Conflict
 * @typedef {import('./pointers.js').FieldError} FieldError
 * @typedef {'saved' | 'waiting' | 'retrying' | 'refused' | 'conflict' | 'signed_out'
 *   | 'stopped'} KeeperState
 */

import * as api from '../api.js'
import {SessionEnded} from '../problems.js'
import {t} from '../texts.js'
import {changed, changes, draftFrom} from './drafts.js'
import {mergeDrafts, withPart} from './merges.js'
import {fieldOf, steady} from './pointers.js'

const PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
const MOST_MERGES = 3

export class DraftKeeper extends EventTarget {
  /** @type {KeeperState} */
  state = 'saved'
  /** @type {Date | null} when this page last saved */
  savedAt = null
  /** How often what is stored was read anew, which may bring in what a colleague has written. */
  refreshed = 0
  /** @type {FieldError[]} why fields are held back */
  errors = []
  /** Date that the API would take instead of the refused one, or ''. */
  suggestedOn = ''
  /** @type {Conflict[]} */
  conflicts = []
  /** Why nothing is saved, in the states 'signed_out' and 'stopped'. */
  trouble = ''

  #held = /** @type {Map<string, string>} */ (new Map())
  #pause = PAUSE_MS
  #merges = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  /** @type {Promise<boolean> | null} */
  #running = null

  /**
   * @param {import('../types.js').Request} request as the API answered it
   * @param {string} etag
   */
  constructor(request, etag) {
    super()
    this.request = request
    this.etag = etag
    this.path = `/requests/${request.number}`
    this.wanted = this.saved = this.echo = draftFrom(request)
  }

  /** Whether something on the screen is not stored. */
  get unsaved() {
    return Object.keys(changes(this.saved, this.wanted)).length > 0
  }

  /** @param {Partial<Draft>} fields */
  write(fields) {
    this.wanted = changed(this.wanted, fields)
    this.#pause = PAUSE_MS
    if (this.state === 'saved' || this.state === 'refused') this.state = 'waiting'
    this.#tell()
    this.#later()
  }

  /**
   * Save now. Resolves once nothing is on its way: true if all is stored.
   * @returns {Promise<boolean>}
   */
  flush() {
    clearTimeout(this.#timer)
    this.#running ??= this.#saveAll().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /**
   * Settle the conflict about *part*; saving goes on when it was the last one.
   * @param {string} part
   * @param {any} value mine or theirs
   */
  settle(part, value) {
    this.wanted = withPart(this.wanted, part, value)
    this.conflicts = this.conflicts.filter((conflict) => conflict.part !== part)
    if (!this.conflicts.length) this.state = 'waiting'
    this.#tell()
    return this.flush()
  }

  /**
   * Save, and say whether nothing came in by that which a colleague has written.
   * @returns {Promise<boolean>}
   */
  async flushUnmixed() {
    const before = this.refreshed
    await this.flush()
    return this.refreshed === before && this.state !== 'conflict'
  }

  /** Read what is stored now and bring it together with what is on the screen. */
  async refresh() {
    this.refreshed += 1
    const {body, etag} = await api.get(this.path)
    const theirs = draftFrom(body)
    const {draft, conflicts} = mergeDrafts({
      mine: this.wanted, myBase: this.saved, theirs, theirBase: this.echo,
    })
    Object.assign(this, {request: body, etag, wanted: draft, saved: theirs, echo: theirs, conflicts})
    if (body.state === 'withdrawn') this.#stop(t('A colleague has withdrawn this request. What you typed since then is not kept.'))
    else if (body.state !== 'draft') this.#stop(t('A colleague has sent this request. What you typed since then is not part of it.'))
    else this.#become(conflicts.length ? 'conflict' : 'waiting')
  }

  /** Write nothing more. */
  close() {
    clearTimeout(this.#timer)
    this.state = 'stopped'
  }

  async #saveAll() {
    while (this.state !== 'conflict' && this.state !== 'stopped') {
      const patch = this.#pending()
      if (!Object.keys(patch).length) {
        this.#become(this.#held.size ? 'refused' : 'saved')
        break
      }
      try {
        await this.#save(patch)
      } catch (error) {
        if (!(await this.#recover(error, patch))) break
      }
    }
    return this.state === 'saved'
  }

  /** @param {Record<string, unknown>} patch */
  async #save(patch) {
    const sent = this.wanted
    const {body, etag} = await api.patch(this.path, patch, {etag: this.etag})
    const stored = Object.fromEntries(
      Object.keys(patch).map((field) => [field, sent[/** @type {keyof Draft} */ (field)]]),
    )
    this.saved = changed(this.saved, stored)
    this.echo = draftFrom(body)
    this.etag = etag
    this.request = body
    this.savedAt = new Date()
    this.#pause = PAUSE_MS
    this.#merges = 0
    this.errors = this.errors.filter(({pointer}) => !(fieldOf(pointer) in patch))
    if ('proposed_on' in patch) this.suggestedOn = ''
  }

  /** What differs, without what was refused and has stood unchanged since. */
  #pending() {
    const patch = changes(this.saved, this.wanted)
    for (const [field, value] of [...this.#held]) {
      if (JSON.stringify(patch[field]) === value) delete patch[field]
      else this.#held.delete(field)
    }
    return patch
  }

  /**
   * Say whether to go on saving after *error*.
   * @param {unknown} error
   * @param {Record<string, unknown>} patch
   */
  async #recover(error, patch) {
    if (error instanceof SessionEnded) return this.#waitForSession(error)
    if (error instanceof api.NetworkError) return this.#retry()
    if (!(error instanceof api.ProblemError)) throw error
    if (error.status === 422) return this.#hold(error, patch)
    if (error.status === 412 && this.#merges < MOST_MERGES) return this.#merge()
    if (error.status >= 500 || error.status === 429 || error.status === 412) return this.#retry()
    this.#stop(error.detail)
    return false
  }

  /**
   * @param {import('../api.js').ProblemError} error
   * @param {Record<string, unknown>} patch
   */
  #hold(error, patch) {
    const questions = /** @type {{code: string}[]} */ (patch.questions ?? this.wanted.questions)
    const fresh = steady(error.errors, questions)
    const named = Object.keys(patch).filter((field) =>
      fresh.some(({pointer}) => fieldOf(pointer) === field))
    for (const field of named.length ? named : Object.keys(patch)) {
      this.#held.set(field, JSON.stringify(patch[field]))
    }
    this.errors = [...this.errors.filter(({pointer}) => !(fieldOf(pointer) in patch)), ...fresh]
    this.suggestedOn = error.problem?.suggested_on ?? this.suggestedOn
    return true
  }

  #merge() {
    this.#merges += 1
    return this.refresh().then(() => true, () => this.#retry())
  }

  #retry() {
    this.#become('retrying')
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS)
    this.#later()
    return false
  }

  /**
   * Who declined to sign in is asked again only after writing more.
   * @param {SessionEnded} error
   */
  #waitForSession({message}) {
    this.trouble = message
    this.#become('signed_out')
    return false
  }

  /** @param {string} trouble */
  #stop(trouble) {
    this.trouble = trouble
    this.#become('stopped')
  }

  #later() {
    clearTimeout(this.#timer)
    if (this.state !== 'stopped') this.#timer = setTimeout(() => this.flush(), this.#pause)
  }

  /** @param {KeeperState} state */
  #become(state) {
    this.state = state
    this.#tell()
  }

  #tell() {
    this.dispatchEvent(new Event('change'))
  }
}
