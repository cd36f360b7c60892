/** What every page of the workspace has in common. */

import {html, nothing} from 'lit'

import {serverToday} from './api.js'
import {loadConfig} from './config.js'
import {Element} from './element.js'
import {SUMMARY_ID, errorSummary} from './elements/errors.js'
import {ProblemError} from './problems.js'
import {ensureSession, pageStands} from './session.js'
import {pageUrl, t} from './texts.js'

/** @typedef {import('./problems.js').FieldProblem} FieldProblem */
/** @typedef {{title: string, detail: string}} Failure */

const FAILURE_ID = 'failure'
/** Why somebody is refused whom this stage does not know. */
const UNKNOWN = 'no_account'

/**
 * A page that loads something and shows it.
 *
 * A subclass says what it loads (`load`) and how it looks (`content`); loading,
 * failing, trying again and telling it to everyone are done here.
 */
export class Page extends Element {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    phase: {state: true},
    busy: {state: true},
    errors: {attribute: false},
    failure: {state: true},
  }

  constructor() {
    super()
    /** @type {'loading' | 'ready' | 'failed'} */
    this.phase = 'loading'
    this.busy = false
    /** @type {FieldProblem[]} */
    this.errors = []
    /** @type {Failure | undefined} */
    this.failure = undefined
    this.plainTitle = document.title
    /** Whether who is signed in is unknown here and may enter this training stage. */
    this.joins = false
  }

  connectedCallback() {
    super.connectedCallback()
    void this.reload()
  }

  /** See to it that somebody is signed in; a public page asks for nobody. */
  session() {
    return ensureSession()
  }

  /** Fetch what the page shows. */
  async load() {}

  /**
   * What the page shows once it has loaded.
   *
   * @returns {unknown}
   */
  content() {
    return nothing
  }

  /** Load again, from the start or after a failure. */
  async reload() {
    if (this.phase === 'failed') this.phase = 'loading'
    this.failure = undefined
    try {
      await this.session()
      await Promise.all([serverToday().catch(() => ''), this.load()])
      this.phase = 'ready'
      pageStands()
    } catch (error) {
      this.failure = describe(error)
      this.joins = error instanceof ProblemError && error.problem.reason === UNKNOWN && (await isTraining())
      this.phase = 'failed'
      await this.focusOn(`#${FAILURE_ID}`)
    }
  }

  render() {
    if (this.phase === 'loading') return html`<p class="imi-loading">${t('Loading…')}</p>`
    if (this.phase === 'failed') return this.failedView()
    return this.content()
  }

  failedView() {
    return html`${this.problems()}
      <div class="imi-buttons">
        <button class="ecl-button ecl-button--primary" type="button" @click=${this.reload}>
          ${t('Try again')}
        </button>
        ${this.joins ? html`<a class="ecl-link" href=${pageUrl('workspace/join/')}>${t('Join the training environment')}</a>` : nothing}
      </div>`
  }

  /** Error summary or failure banner; belongs at the top of `content()`. */
  problems() {
    if (this.errors.length) return errorSummary(this.errors)
    if (!this.failure) return nothing
    return html`<div
      class="ecl-notification ecl-notification--error"
      id=${FAILURE_ID}
      tabindex="-1"
      role="alert"
    >
      <div class="ecl-notification__content">
        <div class="ecl-notification__title">${this.failure.title}</div>
        <div class="ecl-notification__description">${this.failure.detail}</div>
      </div>
    </div>`
  }

  /**
   * Do what the official asked for; say so if it fails, and lose nothing.
   *
   * @param {() => Promise<unknown>} act
   * @returns {Promise<boolean>} whether it was done
   */
  async attempt(act) {
    if (this.busy) return false
    this.busy = true
    this.clearErrors()
    try {
      await act()
      return true
    } catch (error) {
      await this.showProblem(error)
      return false
    } finally {
      this.busy = false
    }
  }

  /** @param {unknown} error */
  async showProblem(error) {
    if (error instanceof ProblemError && error.errors.length) return this.showErrors(error.errors)
    this.errors = []
    this.failure = describe(error)
    this.markTitle()
    await this.focusOn(`#${FAILURE_ID}`)
  }

  /** @param {FieldProblem[]} errors */
  async showErrors(errors) {
    this.failure = undefined
    this.errors = errors
    this.markTitle()
    await this.focusOn(`#${SUMMARY_ID}`)
  }

  clearErrors() {
    this.errors = []
    this.failure = undefined
    document.title = this.plainTitle
  }

  /** @param {string} text title of the page, without the name of the site */
  setTitle(text) {
    const [, ...site] = this.plainTitle.split(' – ')
    this.plainTitle = [text, ...site].join(' – ')
    document.title = this.plainTitle
  }

  markTitle() {
    document.title = t('Error: {title}', {title: this.plainTitle})
  }

  /**
   * Move the focus, once the page shows its present state.
   *
   * @param {string} selector
   */
  async focusOn(selector) {
    await this.updateComplete
    const target = this.querySelector(selector) ?? document.querySelector(selector)
    if (!(target instanceof HTMLElement)) return
    if (!target.matches('a, button, input, select, textarea, [tabindex]')) target.tabIndex = -1
    // A double click would leave all that has come to stand there marked.
    document.getSelection()?.removeAllRanges()
    target.focus()
    target.scrollIntoView({block: 'nearest'})
  }

  /** Go to the part that the address names: it is there only once the page has loaded. */
  async arrive() {
    const id = location.hash.slice(1)
    if (this.phase !== 'ready' || !id) return
    await this.updateComplete
    const target = `#${CSS.escape(id)}`
    const found = this.querySelector(target)
    if (!found) return
    await this.focusOn(target)
    found.scrollIntoView()
  }

  /**
   * Say something to those who hear the page.
   *
   * @param {string} text
   */
  announce(text) {
    announce(text)
  }
}

/** @param {string} text */
export function announce(text) {
  let region = document.getElementById('announcements')
  if (!region) {
    region = document.createElement('div')
    region.id = 'announcements'
    region.className = 'ecl-u-sr-only'
    region.setAttribute('role', 'status')
    document.body.append(region)
  }
  const spoken = region
  spoken.textContent = ''
  setTimeout(() => (spoken.textContent = text), 100)
}

/** Whether this is a training stage that one joins: on one machine, everybody is there already. */
async function isTraining() {
  const {stage, local} = await loadConfig().catch(() => ({stage: '', local: true}))
  return stage === 'training' && !local
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function describe(error) {
  if (error instanceof Error && 'title' in error) {
    return {title: String(error.title), detail: error.message}
  }
  console.error(error)
  return {
    title: t('Something went wrong'),
    detail: t('The system could not do this. Try again in a few minutes.'),
  }
}
