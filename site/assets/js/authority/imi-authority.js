import {html} from 'lit'

import {ProblemError, del, newKey, patch, post, put} from '../api.js'
import {t} from '../texts.js'
import {areaForm} from './area-form.js'
import {askForm} from './ask.js'
import {AuditElement} from './audit.js'
import {AuthorityPage} from './authority-page.js'
import {editForm} from './edit.js'
import {headline} from './headline.js'
import {missing} from './missing.js'
import {overview} from './overview.js'
import {PickerElement} from './picker.js'
import {reportForm} from './report.js'
import * as routes from './routes.js'
import {partFields, patchOf} from './shapes.js'
import {stepForm} from './step.js'

/** @typedef {import('./edits.js').Edits} Edits */
/** @typedef {import('../types.js').AuthorityRecord} AuthorityRecord */

/** How often a change is tried again after others changed other fields. */
const TRIES = 3

/**
 * <imi-authority> shows an authority, one's own or the one that the address names, and
 * takes what the reader may do to it: confirm, edit, decide.
 */
export class AuthorityElement extends AuthorityPage {
  /** @param {string} tag */
  static define(tag, registry = customElements) {
    PickerElement.define('imi-authority-picker', registry)
    AuditElement.define('imi-authority-audit', registry)
    return super.define(tag, registry)
  }

  connectedCallback() {
    super.connectedCallback()
    addEventListener('hashchange', this.#follow)
    addEventListener('beforeunload', this.#warn)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.#follow)
    removeEventListener('beforeunload', this.#warn)
  }

  content() {
    if (this.missing) return missing()
    return html`<div class="imi-stack">${headline(this)} ${this.#view()}</div>`
  }

  #view() {
    const {view, name = ''} = this.route
    if (view === 'edit' && this.record.editable.length) return editForm(this)
    if (view === 'ask' && this.record.may_ask_for_areas) return askForm(this)
    if (view === 'report' && this.record.may_report) return reportForm(this)
    if (view === 'step' && this.can(name)) return stepForm(this, name)
    if (view === 'area' && this.canDecide(name)) return areaForm(this, name)
    return overview(this)
  }

  /**
   * Take a step; whoever was not shown the present state looks at it first.
   *
   * @param {string} action
   * @param {Record<string, unknown>} [body]
   */
  async act(action, body = {}) {
    const key = this.keys.get(action) ?? newKey()
    this.keys.set(action, key)
    const taken = await this.attempt(async () => {
      try {
        this.take((await post(`${this.path}/${action}`, body, {etag: this.record.etag, key})).body)
        this.keys.delete(action)
      } catch (error) {
        if (error instanceof ProblemError) this.keys.delete(action)
        if (error instanceof ProblemError && (error.status === 412 || error.status === 409)) await this.refresh()
        throw error
      }
    })
    if (taken) await this.finish(action)
  }

  /** Let e-mails go to the mailbox again. */
  async tryMailbox() {
    await this.#change('mail', () => post(`${this.path}/mail`, {}))
  }

  /** Ask for access to the legal area that was chosen. */
  async ask() {
    const area = this.newArea
    if (!area) return this.showErrors([{pointer: '/area', detail: t('Choose a legal area')}])
    const key = this.keys.get(area) ?? newKey()
    this.keys.set(area, key)
    await this.#change('ask', () => post(`${this.path}/areas/${area}`, {}, {etag: this.record.etag, key}))
  }

  /** @param {string} area to which access is granted as it was asked for */
  async grant(area) {
    const fields = {...partFields(this.record.parts[area]), access: 'granted'}
    await this.#change('grant', () => put(`${this.path}/areas/${area}`, fields, {etag: this.record.etag}))
  }

  /** @param {string} area for which nothing is asked any more */
  async takeBack(area) {
    await this.#change(this.record.mine ? 'taken' : 'refused', () => del(`${this.path}/areas/${area}`, {etag: this.record.etag}))
  }

  /**
   * Change something at one click; if somebody else was faster, show what is stored now.
   *
   * @param {string} name
   * @param {() => Promise<{body: AuthorityRecord}>} send
   */
  async #change(name, send) {
    const done = await this.attempt(async () => {
      try {
        this.take((await send()).body)
      } catch (error) {
        if (error instanceof ProblemError) this.keys.clear()
        if (error instanceof ProblemError && [409, 412].includes(error.status)) await this.refresh()
        throw error
      }
    })
    if (!done) return
    this.newArea = ''
    await this.finish(name)
  }

  /** Save what was typed over the facts. */
  async save() {
    const {edits} = this
    await this.#keep('edit', edits, () => patch(this.path, patchOf(edits.typed), {etag: this.record.etag}))
  }

  /** @param {string} area */
  async decide(area) {
    const code = area === routes.NEW_AREA ? this.newArea : area
    if (!code) return this.showErrors([{pointer: '/area', detail: t('Choose a legal area')}])
    const edits = this.editsOf(area)
    await this.#keep('area', edits, () =>
      put(`${this.path}/areas/${code}`, {...edits.stored, ...edits.typed}, {etag: this.record.etag}),
    )
    if (this.done) this.partEdits.delete(area)
  }

  /**
   * Send a change; where somebody else changed the same fields meanwhile, let the reader choose.
   *
   * @param {string} name
   * @param {Edits} edits
   * @param {() => Promise<{body: AuthorityRecord}>} send
   */
  async #keep(name, edits, send) {
    if (edits.conflicts.size) return this.focusOn('#conflict')
    const kept = await this.attempt(async () => {
      for (let tries = 1; ; tries += 1) {
        try {
          const {body} = await send()
          edits.typed = {}
          return this.take(body)
        } catch (error) {
          if (!(error instanceof ProblemError && error.status === 412) || tries === TRIES) throw error
          await this.refresh()
          if (edits.conflicts.size) return
        }
      }
    })
    if (!kept) return
    if (edits.conflicts.size) return this.focusOn('#conflict')
    await this.finish(name)
  }

  /** @param {string} what was done */
  async finish(what) {
    this.done = what
    this.into = []
    this.route = /** @type {import('./routes.js').Route} */ ({view: 'overview'})
    history.replaceState(null, '', location.pathname + location.search)
    this.name()
    this.requestUpdate()
    await this.focusOn('#done')
  }

  /**
   * Settle which of two values stands.
   *
   * @param {Edits} edits
   * @param {string} name
   * @param {'mine' | 'theirs'} choice
   */
  async settle(edits, name, choice) {
    edits.settle(name, choice)
    this.requestUpdate()
    await this.focusOn(edits.conflicts.size ? '#conflict' : '#form-heading')
  }

  /** @param {Edits} edits of which nothing is kept */
  async discard(edits) {
    edits.typed = {}
    edits.conflicts.clear()
    this.clearErrors()
    this.requestUpdate()
    this.announce(t('Your changes are discarded.'))
    await this.focusOn('#form-heading')
  }

  /** Show the part of the page that the address names. */
  #follow = async () => {
    const route = routes.read(location.hash)
    if (!route || this.phase !== 'ready' || this.missing) return
    this.route = route
    this.done = ''
    this.clearErrors()
    this.requestUpdate()
    await this.focusOn(route.view === 'overview' ? '#facts' : '#form-heading')
  }

  /** @param {BeforeUnloadEvent} event */
  #warn = (event) => {
    if (this.unsaved) event.preventDefault()
  }
}
