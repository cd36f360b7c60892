/** @import {Route} from './routes.js' */
/** @import {AuthorityRecord, AuthoritySummary} from '../types.js' */

import {ProblemError, get} from '../api.js'
import {loadConfig} from '../config.js'
import {loadMe} from '../me.js'
import {Page} from '../page.js'
import {language, t} from '../texts.js'
import {Edits} from './edits.js'
import {Report} from './report.js'
import * as routes from './routes.js'
import {fieldsOf, othersOf, partFields} from './shapes.js'

/** What the page of an authority knows: what is stored, what is typed, and what the reader may do. */
export class AuthorityPage extends Page {
  constructor() {
    super()
    this.id = new URLSearchParams(location.search).get('id') ?? ''
    /** @type {AuthorityRecord} */
    this.record
    /** @type {import('../types.js').Me} */
    this.me
    /** @type {Map<string, AuthoritySummary>} all that are named on this page, by id */
    this.others = new Map()
    /** @type {{code: string, title: string}[]} */
    this.areas = []
    /** @type {Record<'competences' | 'professions', import('../types.js').Taxonomy['terms']>} */
    this.terms = {competences: [], professions: []}
    this.languages = [language()]
    /** @type {Route} */
    this.route = {view: 'overview'}
    /** @type {Edits} */
    this.edits
    /** @type {Map<string, Edits>} by legal area */
    this.partEdits = new Map()
    /** The legal area that is to be added. */
    this.newArea = ''
    /** @type {AuthoritySummary[]} the one that takes the place of this one */
    this.into = []
    this.report = new Report()
    /** What was just done. */
    this.done = ''
    this.missing = false
    /** @type {import('../types.js').Activity | null} of one's own authority */
    this.counts = null
    /** @type {Map<string, string>} the same key for every try of one step */
    this.keys = new Map()
  }

  get path() {
    return `/authorities/${encodeURIComponent(this.record.id)}`
  }

  async load() {
    const [me, areas, config, terms] = await Promise.all([
      loadMe(),
      get('/areas'),
      loadConfig().catch(() => null),
      get('/taxonomies').catch(() => null),
    ])
    this.me = me
    this.areas = areas.body.items
    this.languages = config?.languages ?? this.languages
    for (const {code, terms: found} of terms?.body.items ?? []) this.terms = {...this.terms, [code]: found}
    try {
      this.take((await get(`/authorities/${encodeURIComponent(this.id || me.authority.id)}`)).body)
    } catch (error) {
      if (!(error instanceof ProblemError && error.status === 404)) throw error
      this.missing = true
    }
    if (!this.missing && this.record.mine) {
      this.counts = await get('/activity').then(({body}) => body).catch(() => null)
    }
    this.route = routes.read(location.hash) ?? this.route
    this.name()
  }

  /** @param {AuthorityRecord} record as it is stored now */
  take(record) {
    this.record = record
    this.others = new Map([...this.others, ...othersOf(record)])
    if (this.edits) this.edits.rebase(fieldsOf(record))
    else this.edits = new Edits(fieldsOf(record))
    for (const [area, edits] of this.partEdits) edits.rebase(partFields(record.parts[area]))
    this.requestUpdate()
  }

  async refresh() {
    this.take((await get(this.path)).body)
  }

  /** @param {string} action */
  can(action) {
    return this.record.actions.some((one) => one.action === action)
  }

  /** @param {string} area */
  canDecide(area) {
    return area === routes.NEW_AREA ? this.record.may_add_areas : this.record.parts[area]?.editable
  }

  /** @param {string} code */
  areaTitle(code) {
    return this.areas.find((area) => area.code === code)?.title ?? code
  }

  /** @param {string} area */
  editsOf(area) {
    const edits = this.partEdits.get(area) ?? new Edits(partFields(this.record.parts[area]))
    this.partEdits.set(area, edits)
    return edits
  }

  /** Whether something is typed that is not saved. */
  get unsaved() {
    return Boolean(this.edits?.changed || [...this.partEdits.values()].some(({changed}) => changed))
  }

  name() {
    if (this.missing) return this.#head(t('There is no such authority'))
    if (this.record.mine) return
    this.#head(this.record.title || this.record.name)
    document.querySelector('.imi-nav [aria-current]')?.removeAttribute('aria-current')
  }

  /** @param {string} heading */
  #head(heading) {
    const title = document.getElementById('title')
    if (title) title.textContent = heading
    this.setTitle(heading)
  }
}
