/** @import {Me, Official} from '../types.js' */

import {html, nothing} from 'lit'

import {ProblemError} from '../api.js'
import {loadConfig} from '../config.js'
import {authorityName} from '../elements/authority.js'
import {loadMe} from '../me.js'
import {Page} from '../page.js'
import {language, pageUrl, t} from '../texts.js'
import * as add from './add.js'
import * as change from './change.js'
import {list} from './list.js'
import * as remove from './remove.js'
import * as routes from './routes.js'
import {Staff} from './staff.js'

/** <imi-people> lists the users of an authority and lets administrators add, change and remove them. */
export class PeopleElement extends Page {
  constructor() {
    super()
    /** @type {routes.Route} */
    this.route = {view: 'list', id: ''}
    this.missing = false
    this.languages = [language()]
    /** @type {Me} */
    this.me
    /** @type {Staff} */
    this.staff
    this.entry = add.emptyEntry('')
    /** What has just been done. */
    this.done = ''
    /** What stands in the way of a removal: 'register' or 'make_administrator'. */
    this.wayOut = ''
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

  async reload() {
    await super.reload()
    await this.arrive()
  }

  async load() {
    this.me = await loadMe()
    const asked = new URLSearchParams(location.search).get('id')
    this.staff = new Staff(asked || this.me.authority.id)
    try {
      await this.staff.open()
    } catch (error) {
      if (!(error instanceof ProblemError && error.status === 404)) throw error
      this.missing = true
      return
    }
    this.languages = (await loadConfig().catch(() => null))?.languages ?? this.languages
    this.#empty()
    this.route = routes.read(location.hash) ?? this.route
  }

  #empty() {
    const {language: own} = this.staff.record
    this.entry = add.emptyEntry(this.languages.includes(own) ? own : language())
  }

  content() {
    if (this.missing) return missing()
    const {record} = this.staff
    return html`<div class="imi-stack">
      ${record.mine ? nothing : html`<p class="imi-lead">${authorityName(record)}</p>`}
      ${this.problems()} ${this.#leadOn()} ${this.#confirmation()} ${this.#view()}
    </div>`
  }

  #view() {
    const {view, id} = this.route
    const official = this.staff.find(id)
    if (!this.staff.team.may_change) return list(this)
    if (view === 'add') return add.form(this)
    if (view === 'change' && official) return change.form(this, official)
    if (view === 'remove' && official) return remove.form(this, official)
    return list(this)
  }

  /** The way out of a refusal, as a link. */
  #leadOn() {
    if (!this.failure || !this.wayOut) return nothing
    return this.wayOut === 'register'
      ? html`<p><a class="imi-onward" href=${routes.ADD}>${t('Add a colleague')}</a></p>`
      : html`<p><a class="imi-onward" href=${routes.LIST}>${t('Choose another administrator')}</a></p>`
  }

  #confirmation() {
    if (!this.done) return nothing
    return html`<div class="ecl-notification ecl-notification--success" id="done" tabindex="-1" role="status">
      <div class="ecl-notification__content">
        <div class="ecl-notification__title">${this.done}</div>
      </div>
    </div>`
  }

  /** @param {Partial<PeopleElement['entry']>} part */
  write(part) {
    this.entry = {...this.entry, ...part}
    this.requestUpdate()
  }

  /**
   * @param {Official} official
   * @param {Partial<import('./change.js').Edit>} part
   */
  tick(official, part) {
    this.staff.edits.set(official.id, {...this.staff.edit(official), ...part})
    this.requestUpdate()
  }

  /**
   * Settle which rights stand after a colleague has changed them meanwhile.
   *
   * @param {Official} theirs
   * @param {import('./change.js').Version} version
   */
  async settle(theirs, {rights, name, language, email}) {
    this.staff.edits.set(theirs.id, {rights, name, language, email, base: theirs, theirs: null})
    this.clearErrors()
    this.requestUpdate()
    await this.focusOn('#step')
  }

  async add() {
    if (await this.act(() => this.staff.add(this.entry))) this.#empty()
  }

  /** @param {Official} official */
  async removeUser(official) {
    const removed = await this.act(() => this.staff.remove(official))
    if (removed && official.id === this.me.id) location.assign(pageUrl('workspace/'))
  }

  /**
   * Do something and say so above the list, or say why it cannot be done.
   *
   * @param {() => Promise<string>} act returns what was done, in words
   * @returns {Promise<boolean>} whether it was done
   */
  async act(act) {
    if (this.busy) return false
    this.done = ''
    this.wayOut = ''
    let told = ''
    const done = await this.attempt(async () => {
      try {
        told = await act()
      } catch (error) {
        throw await this.#explained(error)
      }
    })
    if (done) {
      await this.staff.refresh().catch(() => this.reload())
      this.done = told
      this.#show({view: 'list', id: ''})
      await this.focusOn('#done')
    }
    this.requestUpdate()
    return done
  }

  /**
   * Prepare a refusal for the reader: with the way out, and with the users as they are now.
   *
   * @param {unknown} error
   */
  async #explained(error) {
    if (!(error instanceof ProblemError)) return error
    if (error.status === 409) {
      this.wayOut = error.problem.way_out ?? ''
      error.message = error.errors.map(({detail}) => detail).join(' ') || error.message
      error.errors = []
    }
    if ([404, 409, 412].includes(error.status)) await this.staff.refresh().catch(() => {})
    return error
  }

  /** @param {routes.Route} route */
  #show(route) {
    this.route = route
    if (route.view === 'list') history.replaceState(null, '', location.pathname + location.search)
    this.requestUpdate()
  }

  #follow = async () => {
    const route = routes.read(location.hash)
    if (!route || this.phase !== 'ready' || this.missing) return
    const from = this.route.id
    this.done = ''
    this.clearErrors()
    this.#show(route)
    await this.focusOn(route.view === 'list' ? (from ? `#name-${from}` : '#users') : '#step')
  }

  /** @param {BeforeUnloadEvent} event */
  #warn = (event) => {
    if (this.missing || this.phase !== 'ready') return
    if (this.entry.name || this.entry.email || this.staff.isTouched) event.preventDefault()
  }
}

function missing() {
  return html`<div class="imi-empty">
    <p>${t('There is no such authority, or you may not see its users.')}</p>
    <p><a href=${pageUrl('workspace/people/')}>${t('Users of your own authority')}</a></p>
  </div>`
}
