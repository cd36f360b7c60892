import {html, nothing} from 'lit'
import {cache} from 'lit/directives/cache.js'

import {ProblemError, newKey, post} from '../api.js'
import {fieldId} from '../elements/errors.js'
import {t} from '../texts.js'
import {buttons} from './buttons.js'
import {cameBack} from './came-back.js'
import {DraftingPage} from './drafting-page.js'
import {defineParts} from './elements.js'
import {inOrder, steady, stepOf} from './pointers.js'
import {progress} from './progress.js'
import {sentTitle} from './request-sent.js'
import {requestSpared} from './request-spared.js'
import {saveState} from './save-state.js'
import {stepView} from './step-views.js'
import {SENT, STEPS, nextStep, placeIn, stepAfter} from './steps.js'
import {wayOut} from './way-out.js'

/** @typedef {import('./step.js').Step} Step */

/**
 * <imi-new-request> leads through a new request step by step, in one document.
 *
 * Number and step stand in the address, so that Back, Forward and Reload do what one
 * expects; what is typed is kept by the draft on the server.
 */
export class NewRequestElement extends DraftingPage {
  static properties = {step: {state: true}, unfinished: {state: true}}

  /** @param {string} tag */
  static define(tag, registry = customElements) {
    defineParts(registry)
    return super.define(tag, registry)
  }

  constructor() {
    super()
    this.step = 'area'
    /** @type {Set<string>} pointers to what this step lacked when the official wanted to go on */
    this.missing = new Set()
    /** The same for every try of sending one version of the request. */
    this.sendKey = ''
  }

  /** @returns {Step | null} the element that shows the present step */
  get stepElement() {
    return this.querySelector('[data-step]')
  }

  connectedCallback() {
    super.connectedCallback()
    window.addEventListener('popstate', this.followHistory)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    window.removeEventListener('popstate', this.followHistory)
  }

  async load() {
    await super.load()
    const {number, step} = placeIn(location.search)
    await this.open(number)
    this.show(this.draft && (step === SENT || !step) ? nextStep(this.draft, this.returnedBy) : step)
    history.replaceState(null, '', this.address())
  }

  content() {
    if (this.sent) return html`<imi-request-sent class="imi-screen imi-stack" .request=${this.sent}></imi-request-sent>`
    if (this.sparedBy) return requestSpared(this.sparedBy)
    const {keeper, draft, step} = this
    const problems = this.problems()
    return html`<div class="imi-stack">
      ${cameBack(this)} ${progress({step, draft, address: this.address, go: this.followLink})}
      ${problems === nothing ? nothing : html`<div @click=${this.followError}>${problems}</div>`}
      ${this.conflict()}
      <form class="imi-form" novalidate @submit=${this.advance}>
        <h2 class="imi-h2" id="step" tabindex="-1">${this.heading()}</h2>
        <div
          @draft-change=${(/** @type {CustomEvent} */ {detail}) => this.write(detail)}
          @authority-chosen=${(/** @type {CustomEvent} */ {detail}) => this.learn(detail)}
          @looked-up=${(/** @type {CustomEvent} */ {detail}) => this.lookedUp(detail)}
          @step-wanted=${(/** @type {CustomEvent} */ {detail}) => this.go(detail)}
          @focusout=${this.noticeUnfinished}
        >
          ${cache(stepView(this))}
        </div>
        ${buttons(this)} ${keeper ? saveState(keeper, this.unfinished) : nothing}
      </form>
      ${wayOut(this)}
    </div>`
  }

  conflict() {
    const {keeper, area, draft} = this
    if (!keeper?.conflicts.length || !area || !draft) return nothing
    return html`<imi-draft-conflict
      class="imi-screen"
      .conflicts=${keeper.conflicts}
      .context=${{area, language: draft.language, authorities: this.authorities}}
      @settle=${(/** @type {CustomEvent} */ {detail}) => this.settle(detail)}
    ></imi-draft-conflict>`
  }

  heading() {
    return t(STEPS.find(({code}) => code === this.step)?.title ?? '')
  }

  /**
   * Ask *suggested* in place of the authority that has returned the request.
   * @param {import('../types.js').AuthoritySummary} suggested
   */
  async sendInstead(suggested) {
    this.learn(suggested)
    await this.write({asked: suggested.id})
    await this.go('check')
  }

  /** @param {Partial<import('./drafts.js').Draft>} fields */
  async write(fields) {
    this.keeper?.write(fields)
    await this.updateComplete
    this.forgetMended()
  }

  /** Stop showing what was missing in this step and is there now. */
  forgetMended() {
    const open = this.stepElement?.check() ?? []
    const mended = (/** @type {import('./pointers.js').FieldError} */ {pointer}) =>
      this.missing.has(pointer) && !open.some((other) => other.pointer === pointer)
    this.found = this.found.filter((error) => !mended(error))
    this.errors = this.errors.filter((error) => !mended(error))
  }

  /** Check this step and go on, or say what is missing. */
  async advance(/** @type {Event} */ event) {
    event.preventDefault()
    if (this.busy || !this.stepElement) return
    if (this.step === 'check') return this.send()
    const {step} = this
    const missing = this.stepElement.check()
    this.missing = new Set(missing.map(({pointer}) => pointer))
    this.found = [...this.found.filter(({pointer}) => stepOf(pointer) !== step), ...missing]
    if (this.errorsIn(step).length) return this.showErrors(this.errorsIn(step))
    if (step === 'area' && !(await this.chooseArea())) return
    await this.attempt(() => this.saveSoon())
    if (this.errorsIn(step).length) return this.showErrors(this.errorsIn(step))
    if (this.keeper?.conflicts.length) return this.focusOn('#conflict')
    return this.go(stepAfter(step))
  }

  async chooseArea() {
    const {code} = /** @type {import('./area-step.js').AreaStepElement} */ (this.stepElement)
    if (code === this.area?.code) return true
    const begun = await this.attempt(() => this.begin(code))
    if (begun) history.replaceState(null, '', this.address())
    return begun
  }

  /** Send the request; what the API finds missing is shown with a way to it. */
  async send() {
    const {keeper} = this
    if (!keeper) return
    const done = await this.attempt(async () => {
      if (await keeper.flush()) await this.post()
    })
    if (this.sent) {
      this.show(SENT)
      history.replaceState(null, '', this.address())
      return this.focusOn('#step')
    }
    if (!done) return
    if (keeper.conflicts.length) return this.focusOn('#conflict')
    if (keeper.errors.length) return this.showErrors(this.allErrors())
    return this.showProblem(Object.assign(new Error(keeper.trouble), {title: t('Not sent')}))
  }

  /** @param {any} request that is sent now, from here or from another window */
  take(request) {
    this.sent = request
    this.found = []
    this.keeper?.close()
  }

  async post() {
    const keeper = /** @type {import('./keeper.js').DraftKeeper} */ (this.keeper)
    this.sendKey ||= newKey()
    try {
      const key = this.sendKey
      this.take((await post(`${keeper.path}/send`, {}, {etag: keeper.etag, key})).body)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      this.sendKey = ''
      error.errors = this.found = inOrder(steady(error.errors, keeper.wanted.questions))
      keeper.suggestedOn = error.problem.suggested_on ?? ''
      if (error.status === 412) await keeper.refresh()
      if (wasSent(keeper)) return this.take(keeper.request)
      throw error
    }
  }

  /** @param {{part: string, value: any}} decision */
  async settle({part, value}) {
    await this.keeper?.settle(part, value)
    await this.focusOn(this.keeper?.conflicts.length ? '#conflict' : '#step')
  }

  /**
   * Show *step* and put it into the history.
   * @param {string} step
   */
  async go(step) {
    void this.keeper?.flush()
    this.show(step)
    history.pushState(null, '', this.address())
    await this.focusOn('#step')
  }

  /** @param {string} step */
  show(step) {
    this.step = this.sent ? SENT : step
    this.clearErrors()
    this.unfinished = false
    if (step === 'date') this.proposeDate()
    this.setTitle(this.sent ? sentTitle(this.sent.state) : this.heading())
  }

  address = (step = this.step) => {
    const {number} = this
    if (number) return `?${new URLSearchParams({number, step})}`
    return location.pathname + (this.wished && `?${new URLSearchParams({asked: this.wished})}`)
  }

  followHistory = async () => {
    const {number, step} = placeIn(location.search)
    if (number !== this.number) return this.reload()
    if (step === this.step || this.sent) return
    void this.keeper?.flush()
    this.show(step)
    await this.focusOn('#step')
  }

  /**
   * @param {MouseEvent} event
   * @param {string} step
   */
  followLink = (event, step) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void this.go(step)
  }

  /** Go to a wrong field in another step. */
  async followError(/** @type {Event} */ event) {
    const hash = /** @type {Element} */ (event.target).closest('a')?.hash
    const error = this.errors.find(({pointer}) => `#${fieldId(pointer)}` === hash)
    if (!error || event.defaultPrevented) return
    event.preventDefault()
    await this.go(stepOf(error.pointer))
    await this.stepElement?.updateComplete
    const place = document.getElementById(fieldId(error.pointer))
    const field = place?.matches('fieldset, div') ? place.querySelector('input') : place
    field?.focus()
  }

  noticeUnfinished() {
    this.unfinished = Boolean(this.stepElement?.unfinished().length)
  }
}

/**
 * Return whether the request was sent elsewhere, just as it stands here.
 *
 * @param {import('./keeper.js').DraftKeeper} keeper
 */
function wasSent({request, unsaved}) {
  return !unsaved && request.state !== 'draft' && request.state !== 'withdrawn'
}
