/** @import {Route} from './routes.js' */
/** @import {Official, StepValue, Typed} from './types.js' */

import {html} from 'lit'

import {get, ProblemError} from '../api.js'
import {AttachmentsElement} from '../attachments/imi-attachments.js'
import {PickerElement} from '../authority/picker.js'
import {loadConfig} from '../config.js'
import {loadMe} from '../me.js'
import {Page} from '../page.js'
import {language, pageUrl, t} from '../texts.js'
import * as accept from './accept.js'
import * as answer from './answer.js'
import {CaseFile} from './casefile.js'
import * as close from './close.js'
import {headline} from './facts.js'
import {missing} from './missing.js'
import {notices} from './notices.js'
import {overview} from './overview.js'
import {inWords, suggestedDate} from './refusals.js'
import * as reply from './reply.js'
import * as routes from './routes.js'
import {Saving} from './saving.js'
import * as step from './step.js'
import {translate} from './translations.js'

const HEADINGS = '#question, #step'

/** Steps with a form of their own.
 * @type {Record<string, (page: CaseElement) => unknown>} */
const FORMS = {accept: accept.form, reply: reply.form, close: close.form}

/**
 * <imi-case> is the page of one request: what is wanted of the reader, what is
 * asked and answered, what has happened, and every step the reader may take.
 */
export class CaseElement extends Page {
  /** @param {string} tag */
  static define(tag, registry = customElements) {
    PickerElement.define('imi-authority-picker', registry)
    AttachmentsElement.define('imi-attachments', registry)
    return super.define(tag, registry)
  }

  constructor() {
    super()
    this.number = new URLSearchParams(location.search).get('number')?.toUpperCase() ?? ''
    this.file = new CaseFile(this.number)
    this.saving = new Saving({
      save: (code) => this.file.saveAnswer(code),
      changed: () => this.requestUpdate(),
    })
    /** @type {Route} */
    this.route = {view: 'overview'}
    /** The step just taken, to be confirmed. */
    this.done = ''
    this.missing = false
    /** A date the API offered instead of one it refused. */
    this.suggestedOn = ''
    this.languages = [language()]
    /** @type {import('../types.js').Me} */
    this.me
    /** Those to whom the request may be allocated, read when they are to be chosen.
     * @type {Official[]} */
    this.colleagues = []
    /** Files that are uploaded for a message, read when one is to be written.
     * @type {import('../types.js').Attachment[]} */
    this.unsent = []
    /** Name of a file for a message that is on its way; '' for none. */
    this.uploading = ''
    /** What is typed in the forms; it outlives them. */
    this.typed = {
      agreed_on: '',
      timeliness: /** @type {number | null} */ (null),
      effort: /** @type {number | null} */ (null),
      /** By step, then by field. */
      steps: /** @type {Record<string, Record<string, StepValue>>} */ ({}),
    }
  }

  get request() {
    return this.file.request
  }

  /** Place of the first question without an answer that suffices, else of the first. */
  get firstOpenQuestion() {
    const {questions, clarify} = this.request
    return Math.max(
      0,
      questions.findIndex(({code}) => !this.file.answers.of(code).value || clarify.includes(code)),
    )
  }

  get allAnswered() {
    return this.request.questions.every(({code}) => this.file.answers.of(code).value)
  }

  /** What is typed for steps and not sent yet. */
  get typedTexts() {
    return Object.entries(this.typed.steps).flatMap(([action, fields]) =>
      ['reason', 'comment', 'text'].flatMap((name) => {
        const text = String(fields[name] ?? '').trim()
        return text ? [{action, text}] : []
      }),
    )
  }

  get mayCopy() {
    const {side, state, area} = this.request
    return side === 'asking' && state !== 'draft' && Boolean(this.me.roles[area]?.includes('handler'))
  }

  connectedCallback() {
    super.connectedCallback()
    addEventListener('hashchange', this.#follow)
    addEventListener('beforeunload', this.#warn)
    document.addEventListener('visibilitychange', this.#look)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.#follow)
    removeEventListener('beforeunload', this.#warn)
    document.removeEventListener('visibilitychange', this.#look)
  }

  async load() {
    try {
      if (this.number) await this.file.open()
      this.missing = !this.number
    } catch (error) {
      if (!(error instanceof ProblemError && error.status === 404)) throw error
      this.missing = true
    }
    if (this.missing) return this.#name(t('There is no such request'))
    this.me = await loadMe()
    this.languages = (await loadConfig().catch(() => null))?.languages ?? this.languages
    this.typed.agreed_on ||= accept.firstDate(this.request)
    this.route = routes.read(location.hash) ?? this.route
    await this.#prepare(this.route)
    this.#name(t('Request {number}', {number: this.number}))
  }

  content() {
    if (this.missing) return missing()
    return html`<div class="imi-stack">${headline(this.request)} ${notices(this)} ${this.#view()}</div>`
  }

  #view() {
    const {route} = this
    if (route.view === 'question' && this.can('answer') && this.request.questions[route.index]) {
      return answer.form(this, route.index)
    }
    if (!this.can(route.view)) return overview(this)
    return FORMS[route.view]?.(this) ?? step.form(this, route.view)
  }

  /** @param {string} action */
  can(action) {
    return this.request.actions.some((one) => one.action === action)
  }

  /**
   * Return the API's name for an action that it offers.
   *
   * @param {string} action
   */
  label(action) {
    return this.request.actions.find((one) => one.action === action)?.label ?? ''
  }

  /** @param {string} hash */
  open(hash) {
    location.hash = hash
  }

  /** @param {Partial<CaseElement['typed']>} part */
  type(part) {
    Object.assign(this.typed, part)
    this.requestUpdate()
  }

  /**
   * @param {string} action
   * @param {Record<string, StepValue>} part
   */
  typeStep(action, part) {
    const {steps} = this.typed
    this.type({steps: {...steps, [action]: {...steps[action], ...part}}})
  }

  /**
   * @param {string} code
   * @param {Partial<Typed>} part
   */
  typeAnswer(code, part) {
    this.file.answers.type(code, part)
    this.saving.later(code)
  }

  /**
   * Settle which of two answers to one question stands.
   *
   * @param {string} code
   * @param {'mine' | 'theirs'} choice
   */
  async chooseAnswer(code, choice) {
    if (choice === 'mine') this.file.answers.keepMine(code)
    else this.file.answers.takeTheirs(code)
    await this.saving.now(code)
    await this.focusOn('#question')
  }

  /** @param {string} code */
  answerErrors(code) {
    const error = this.saving.state(code)?.error
    return error instanceof ProblemError ? error.errors : []
  }

  /** Save what is typed; return whether all of it could be. */
  async saveAll() {
    for (const code of this.file.answers.unsaved) await this.saving.now(code)
    return this.file.answers.unsaved.length === 0
  }

  /** Send the reply with everything that is typed; what could not be saved is shown first. */
  async reply() {
    if (this.busy || (await this.saveAll())) return this.act('reply', {})
    const {questions} = this.request
    const unsaved = new Set(this.file.answers.unsaved)
    const errors = questions.flatMap(({code, text}, index) =>
      unsaved.has(code)
        ? [{pointer: `/questions/${index}/answer`, detail: t('Not saved: {question}', {question: text})}]
        : [],
    )
    return this.showErrors(errors)
  }

  /**
   * Take a step and confirm it, or say why not and what is possible now.
   *
   * @param {string} action
   * @param {Record<string, unknown>} body
   */
  async act(action, body) {
    const taken = await this.attempt(async () => {
      try {
        await this.file.act(action, body)
      } catch (error) {
        this.suggestedOn = suggestedDate(error)
        throw inWords(error, this.request)
      }
    })
    if (!taken) {
      // A colleague may have sent or taken away what was listed.
      if (action === 'message') await this.readUnsent()
      return this.requestUpdate()
    }
    this.unsent = []
    this.done = action
    this.suggestedOn = ''
    delete this.typed.steps[action]
    this.route = {view: 'overview'}
    history.replaceState(null, '', location.pathname + location.search)
    this.requestUpdate()
    await this.focusOn('#done')
  }

  /** Whether something on the page is written in another language than the reader's. */
  get hasForeignTexts() {
    const {request, events} = this.file
    const written = [
      request.language,
      ...request.questions.map(({answer}) => answer?.language),
      ...events.map(({note}) => note?.language),
    ]
    return written.some((one) => one && one !== language())
  }

  /** Have what people wrote translated by a machine, and say so if that did not succeed. */
  async showTranslations() {
    const complete = await translate(this.number).catch(() => false)
    this.requestUpdate()
    this.announce(complete ? t('Machine translations are shown.') : t('Not everything could be translated. Try again later.'))
  }

  /** Show the request as it is now, after a change made elsewhere on the page. */
  async readAgain() {
    await this.file.readAgain().catch((error) => this.showProblem(error))
    this.requestUpdate()
  }

  /** Read which files are uploaded for a message and not sent. */
  async readUnsent() {
    await this.#readUnsent().catch((error) => this.showProblem(error))
    this.requestUpdate()
  }

  async #readUnsent() {
    const {body} = await get(`/requests/${this.number}/attachments`)
    this.unsent = body.items
  }

  /** Begin a draft like this request, and open it. */
  async copy() {
    await this.attempt(async () => {
      const number = await this.file.copy()
      location.assign(pageUrl('workspace/new/', {number}))
    })
  }

  /**
   * Read what the form that *route* names needs.
   *
   * @param {Route} route
   */
  async #prepare({view}) {
    if (!this.can(view)) return
    if (view === 'message') await this.#readUnsent()
    if (view !== 'allocate') return
    const {area} = this.request
    const {body} = await get(`/authorities/${this.me.authority.id}/officials`)
    this.colleagues = /** @type {Official[]} */ (body.items).filter(
      ({status, roles}) => status === 'active' && roles[area]?.includes('handler'),
    )
  }

  /** Show the part of the page that the address names. */
  #follow = async () => {
    const route = routes.read(location.hash)
    if (!route || this.phase !== 'ready' || this.missing) return
    this.route = route
    this.done = ''
    this.file.forgetNews()
    this.clearErrors()
    this.requestUpdate()
    await this.#prepare(route).catch((error) => this.showProblem(error))
    this.requestUpdate()
    await this.focusOn(route.view === 'overview' ? '#wanted' : HEADINGS)
    void this.saveAll()
  }

  /** Save before this tab goes away; look for changes by others when it comes back. */
  #look = async () => {
    if (document.hidden) {
      if (this.phase === 'ready' && !this.missing) await this.saveAll()
      return
    }
    if (this.phase !== 'ready' || this.missing || this.busy) return
    const changed = await this.file.refresh().catch(() => false)
    this.requestUpdate()
    if (changed) this.announce(t('The request has changed since you opened it.'))
  }

  /** @param {BeforeUnloadEvent} event */
  #warn = (event) => {
    if (this.file.answers.unsaved.length || this.typedTexts.length) event.preventDefault()
  }

  /** @param {string} heading */
  #name(heading) {
    const title = document.getElementById('title')
    if (title) title.textContent = heading
    this.setTitle(heading)
  }
}
