import {html} from 'lit'

import {get} from '../api.js'
import {Edits} from '../authority/edits.js'
import {addressOf} from '../find/wish.js'
import {loadMe} from '../me.js'
import {Page} from '../page.js'
import {t} from '../texts.js'
import {readCharges} from './charges.js'
import {CountryElement} from './imi-country.js'
import {ImportElement} from './imi-import.js'
import {RegisterElement} from './imi-register.js'
import {list, summary} from './list.js'
import {coordinatedAreas, isNational} from './rights.js'

/** @typedef {import('./charges.js').Filter} Filter */
/** @typedef {import('./entry.js').Entry} Entry */

const PAGE = 50
const PAUSE_MS = 500
const VIEWS = new Set(['', '#overview', '#register', '#import', '#country'])

/**
 * <imi-care> is the coordinator's view: the authorities in its care and what they want,
 * the registration of new ones, and what is told of its country.
 */
export class CareElement extends Page {
  /** @param {string} tag */
  static define(tag, registry = customElements) {
    RegisterElement.define('imi-register')
    CountryElement.define('imi-country')
    ImportElement.define('imi-import')
    return super.define(tag, registry)
  }

  static properties = {
    view: {state: true},
    charges: {state: true},
    next: {state: true},
    shown: {state: true},
  }

  constructor() {
    super()
    this.view = ''
    /** @type {import('./charges.js').Charge[]} */
    this.charges = []
    /** @type {string | null} cursor of those that have not been fetched */
    this.next = null
    /** How many of those found stand on the page. */
    this.shown = PAGE
    /** @type {import('../types.js').Area[]} */
    this.areas = []
    /** @type {import('../types.js').Me} */
    this.me
    /** @type {import('../types.js').AuthorityRecord} the authority that coordinates */
    this.own
    /** @type {Partial<Entry>} what is typed of a new authority; it outlives the form */
    this.entry = {}
    /** Whether the reader has come here from another part of the page. */
    this.moved = false
    /** What is typed over what is told of the country. */
    this.edits = new Edits({})
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined
  }

  connectedCallback() {
    super.connectedCallback()
    addEventListener('hashchange', this.follow)
    addEventListener('popstate', this.goBack)
    addEventListener('authority-registered', this.refresh)
    addEventListener('beforeunload', this.warn)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.follow)
    removeEventListener('popstate', this.goBack)
    removeEventListener('authority-registered', this.refresh)
    removeEventListener('beforeunload', this.warn)
    clearTimeout(this.timer)
  }

  async load() {
    const own = async () => {
      this.me = await loadMe()
      this.own = (await get(`/authorities/${this.me.authority.id}`)).body
    }
    const [areas, charges] = await Promise.all([
      get('/areas', {query: {limit: 100}}),
      readCharges(),
      own(),
    ])
    this.areas = areas.body.items
    this.charges = charges.items
    this.next = charges.next
    this.view = viewOf(location.hash) ?? ''
  }

  get isNational() {
    return isNational(this.own)
  }

  get mayRegister() {
    return this.me.administrator && (this.isNational || coordinatedAreas(this.own).length > 0)
  }

  /** @returns {Filter} as it stands in the address */
  get filter() {
    const query = new URLSearchParams(location.search)
    const read = (/** @type {string} */ name) => query.get(name) ?? ''
    return {want: read('want'), status: read('status'), area: read('area'), q: read('q')}
  }

  follow = async () => {
    const view = viewOf(location.hash)
    if (view === undefined || view === this.view) return
    this.clearErrors()
    this.view = view
    this.moved = true
    await this.focusOn('#step')
  }

  /** @param {BeforeUnloadEvent} event */
  warn = (event) => {
    if (this.edits.changed || this.entry.name) event.preventDefault()
  }

  /** Fetch the list anew behind what is shown. */
  refresh = async () => {
    const {items, next} = await readCharges()
    this.charges = items
    this.next = next
  }

  /** @param {Event} event */
  choose = (event) => {
    const {name, value} = /** @type {HTMLInputElement} */ (event.target)
    history.replaceState(null, '', addressOf({...this.filter, [name]: value}))
    this.narrowed()
  }

  clear = async () => {
    history.pushState(null, '', location.pathname)
    this.goBack()
    await this.focusOn('#care-want')
  }

  /** The address has changed under the filters: fill them in anew. */
  goBack = () => {
    for (const [name, value] of Object.entries(this.filter)) {
      const field = this.querySelector(`#care-${name}`)
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value
    }
    this.narrowed()
  }

  narrowed() {
    this.shown = PAGE
    this.requestUpdate()
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.announce(summary(this)), PAUSE_MS)
  }

  /**
   * @param {number} found how many there are of those that have been fetched
   * @param {string | undefined} first id of the first one that is to appear
   */
  async showMore(found, first) {
    if (this.shown >= found) {
      const done = await this.attempt(async () => {
        const {items, next} = await readCharges(this.next)
        this.charges = [...this.charges, ...items]
        this.next = next
      })
      if (!done) return
    }
    this.shown += PAGE
    this.announce(summary(this))
    await this.focusOn(first ? `[data-id="${first}"]` : '#step')
  }

  content() {
    return html`<div class="imi-stack">${this.problems()} ${this.shownView()}</div>`
  }

  shownView() {
    if (this.view === '#register' && this.mayRegister) {
      return html`${back()}<imi-register class="imi-screen" .care=${this}></imi-register>`
    }
    if (this.view === '#import' && this.mayRegister) {
      return html`${back()}<imi-import class="imi-screen" .care=${this}></imi-import>`
    }
    if (this.view === '#country' && this.isNational) {
      return html`${back()}<imi-country
          class="imi-screen"
          .care=${this}
        ></imi-country>`
    }
    return list(this)
  }
}

function back() {
  return html`<a class="imi-back" href="#overview">${t('Back to the authorities in your care')}</a>`
}

/** @param {string} hash */
function viewOf(hash) {
  if (!VIEWS.has(hash)) return undefined
  return hash === '#overview' ? '' : hash
}
