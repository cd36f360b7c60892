/** The draft behind the pages of a new request: how it is opened, begun, kept and given up. */

import * as api from '../api.js'
import {loadConfig} from '../config.js'
import {loadMe} from '../me.js'
import {Page} from '../page.js'
import {pageUrl, t} from '../texts.js'
import {beginDraft, loadArea} from './beginnings.js'
import {lastRejection} from './came-back.js'
import {WITHDRAWAL, deleteDraft, lookedUp, withdrawDraft} from './endings.js'
import {DraftKeeper} from './keeper.js'
import {inOrder, stepOf} from './pointers.js'
import {stateText} from './save-state.js'
import {missing} from './step.js'
import {suggestedDate} from './suggestions.js'

/** @typedef {import('./pointers.js').FieldError} FieldError */
/** @typedef {import('./types.js').AreaSummary} AreaSummary */
/** @typedef {import('./types.js').Authority} Authority */

/** Longest time for which a step waits for its own save. */
const LONGEST_WAIT_MS = 3_000

export class DraftingPage extends Page {
  constructor() {
    super()
    /** @type {import('./types.js').Me} */
    this.me
    /** @type {AreaSummary[]} those in which the official may send requests */
    this.areas = []
    /** @type {readonly string[]} in which free text may be written */
    this.languages = []
    /** @type {Map<string, Authority>} every authority seen so far, by id */
    this.authorities = new Map()
    /** @type {FieldError[]} what was found wrong by the page or on sending, in all steps */
    this.found = []
    /** @type {import('./types.js').Area | undefined} */
    this.area = undefined
    /** @type {DraftKeeper | undefined} */
    this.keeper = undefined
    /** @type {import('../types.js').CaseEvent | null} how the draft came back, if it was out before */
    this.backBy = null
    /** @type {any} the request, once it is no draft any more */
    this.sent = undefined
    /** @type {import('../types.js').Register | undefined} where the answer stood, so that no request is needed */
    this.sparedBy = undefined
    /** @type {ReadonlySet<string>} ids of registers that did not answer */
    this.missed = new Set()
    /** The authority that the address names, to be asked by the request that begins here. */
    this.wished = new URLSearchParams(location.search).get('asked') ?? ''
    this.dateProposed = false
    this.said = ''
    /** Whether a date on the screen is no date yet, and so cannot be saved. */
    this.unfinished = false
  }

  get draft() {
    return this.keeper?.wanted
  }

  get number() {
    return this.sent?.number ?? this.keeper?.request.number ?? ''
  }

  /** Id of the authority that has returned the draft, or ''. */
  get returnedBy() {
    return this.keeper?.request.returned?.by.id ?? ''
  }

  /** The authority that the draft names. */
  get asked() {
    return this.authorities.get(this.draft?.asked ?? '') ?? null
  }

  connectedCallback() {
    super.connectedCallback()
    window.addEventListener('beforeunload', this.warn)
    document.addEventListener('visibilitychange', this.saveWhenHidden)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    window.removeEventListener('beforeunload', this.warn)
    document.removeEventListener('visibilitychange', this.saveWhenHidden)
  }

  async load() {
    const [me, {body}, config] = await Promise.all([
      loadMe(), api.get('/areas'), loadConfig(), api.serverToday().catch(() => ''),
    ])
    this.me = me
    this.languages = config.languages
    this.areas = body.items.filter(
      (/** @type {AreaSummary} */ {mine, roles}) => mine && roles.includes('handler'))
  }

  /**
   * Read the request; what is no draft any more is shown as sent.
   * @param {string} number '' for a new one
   */
  async open(number) {
    this.keeper?.close()
    this.keeper = this.area = this.sent = this.sparedBy = undefined
    this.missed = new Set()
    this.found = []
    if (!number) return
    const {body, etag} = await api.get(`/requests/${number}`)
    if (body.state === 'draft') await this.keep(body, etag)
    else if (body.side === 'asking') this.sent = body
    else location.replace(pageUrl('workspace/case/', {number}))
  }

  /**
   * Begin a draft in the legal area *code*, in place of the one that may be open.
   * @param {string} code
   */
  async begin(code) {
    const former = this.keeper
    await former?.flush()
    const area = await loadArea(code)
    const {body, etag} = await beginDraft(area, {language: this.me.language, former: former?.wanted})
    former?.close()
    await this.keep(body, etag, area)
    if (this.keeper) this.keeper.savedAt = new Date()
    if (!former) await this.askWished(code)
    if (former && !former.request.was_out) {
      await deleteDraft(former.path, former.etag).catch((error) => console.warn(error))
    }
  }

  /**
   * Ask the authority that the address names, if it may be asked in the legal area *code*.
   * @param {string} code
   */
  async askWished(code) {
    const id = this.wished
    const answer = id && (await api.get(`/authorities/${encodeURIComponent(id)}`).catch(() => null))
    if (!answer || !answer.body.areas.includes(code)) return
    this.learn(answer.body)
    this.keeper?.write({asked: answer.body.id})
  }

  /**
   * @param {import('../types.js').Request} request
   * @param {string} etag
   * @param {import('./types.js').Area} [area]
   */
  async keep(request, etag, area) {
    const [known, backBy] = await Promise.all([
      area ?? loadArea(request.area, request.question_set_version),
      request.was_out && !request.returned ? lastRejection(request.number) : null,
    ])
    this.area = known
    this.backBy = backBy
    this.keeper = new DraftKeeper(request, etag)
    this.keeper.addEventListener('change', () => this.noticeSaving())
    this.found = []
    this.dateProposed = false
    this.said = ''
    this.learn(request.asked_authority)
  }

  /** @param {Authority | import('../types.js').AuthoritySummary | null | undefined} authority */
  learn(authority) {
    if (!authority) return
    const known = /** @type {Authority} */ ({...this.authorities.get(authority.id), ...authority})
    this.authorities = new Map(this.authorities).set(authority.id, known)
  }

  /** Propose the date that the legal area suggests, once, if there is none. */
  proposeDate() {
    if (!this.keeper || !this.area || this.dateProposed) return
    this.dateProposed = true
    const {request, wanted} = this.keeper
    if (wanted.proposed_on) return
    const circumstances = {from: request.today, urgent: wanted.urgent}
    this.keeper.write({proposed_on: suggestedDate(this.area.deadline, circumstances)})
  }

  /**
   * Count that *register* has answered what the draft was to ask, or has not; the former ends it.
   * @param {{register: import('../types.js').Register, found: boolean}} outcome
   */
  async lookedUp({register, found}) {
    const {keeper} = this
    if (!keeper || this.busy) return
    const done = await this.attempt(async () => {
      if (found) await this.mustBeAsShown(keeper)
      await lookedUp(register.id, {draft: keeper.request.number, etag: keeper.etag, found})
    })
    if (!done) return keeper.refresh().catch(() => undefined)
    if (!found) {
      this.missed = new Set([...this.missed, register.id])
      return this.requestUpdate()
    }
    keeper.close()
    this.keeper = undefined
    this.sparedBy = register
    this.setTitle(t('No request needed'))
    history.replaceState(null, '', location.pathname)
    this.requestUpdate()
    await this.focusOn('#step')
  }

  /**
   * Save, and go on only if nothing would go that nobody has seen.
   * @param {DraftKeeper} keeper
   */
  async mustBeAsShown(keeper) {
    if (await keeper.flushUnmixed()) return
    const title = t('Somebody else has changed the same meanwhile')
    throw new api.ProblemError(412, {title, detail: title})
  }

  /** Delete the draft and go back to the tasks. */
  async deleteDraft() {
    const {keeper} = this
    if (!keeper) return
    const done = await this.attempt(async () => {
      await this.mustBeAsShown(keeper)
      await deleteDraft(keeper.path, keeper.etag)
    })
    if (!done) return keeper.refresh().catch(() => undefined)
    keeper.close()
    this.keeper = undefined
    location.assign(pageUrl('workspace/'))
  }

  /**
   * Withdraw the draft and show what became of it.
   * @param {string} reason
   */
  async withdrawDraft(reason) {
    const {keeper} = this
    if (!keeper || this.busy) return
    if (!reason) return this.showErrors([missing(WITHDRAWAL, t('Reason for the withdrawal'))])
    const done = await this.attempt(async () => {
      await this.mustBeAsShown(keeper)
      await withdrawDraft(keeper.path, keeper.etag, reason)
    })
    if (!done) return keeper.refresh().catch(() => undefined)
    keeper.close()
    this.keeper = undefined
    location.assign(pageUrl('workspace/case/', {number: keeper.request.number}))
  }

  /** Save, but wait no longer than one likes to wait between two steps. */
  saveSoon() {
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))
    return Promise.race([this.keeper?.flush(), late])
  }

  /**
   * What is wrong in *step*.
   * @param {string} step
   * @returns {FieldError[]}
   */
  errorsIn(step) {
    return this.allErrors().filter(({pointer}) => stepOf(pointer) === step)
  }

  /** @returns {FieldError[]} in the order of the steps */
  allErrors() {
    const refused = this.keeper?.errors ?? []
    const others = this.found.filter((one) => !refused.some(({pointer}) => pointer === one.pointer))
    return inOrder([...refused, ...others])
  }

  /** Show how saving goes; say aloud only when it begins or ceases to fail. */
  noticeSaving() {
    const {keeper} = this
    if (!keeper) return
    this.learn(keeper.request.asked_authority)
    const text = stateText(keeper, false)
    const failing = keeper.state !== 'saved' && keeper.state !== 'waiting'
    if (failing && text !== this.said) this.announce(text)
    if (!failing && keeper.state === 'saved' && this.said) this.announce(text)
    if (failing) this.said = text
    else if (keeper.state === 'saved') this.said = ''
    this.requestUpdate()
  }

  /** @param {BeforeUnloadEvent} event */
  warn = (event) => {
    if (!this.keeper?.unsaved && !this.unfinished) return
    event.preventDefault()
    void this.keeper?.flush()
  }

  saveWhenHidden = () => {
    if (document.visibilityState === 'hidden') void this.keeper?.flush()
  }
}
