import {html, nothing} from 'lit'
import {repeat} from 'lit/directives/repeat.js'

import {del, get, newKey, patch, post} from '../api.js'
import {Edits} from '../authority/edits.js'
import {PickerElement} from '../authority/picker.js'
import {isSecondOfDouble} from '../elements/forms.js'
import {loadMe} from '../me.js'
import {Page} from '../page.js'
import {ProblemError} from '../problems.js'
import {t} from '../texts.js'
import {conflicts} from './conflicts.js'
import {EMPTY, body, entryForm, lacking} from './entry-form.js'
import {flat} from './entry-words.js'
import {entryView} from './entry.js'

/** @typedef {import('../types.js').RegisterRecord} Entry */
/** @typedef {import('../types.js').RegisterFields} Fields */

/** What stands for the entry that is not there yet. */
export const NEW = 'new'

/**
 * <imi-entries> shows the registers that an authority keeps, or those of the country that it
 * coordinates, and lets its administrators describe, change and confirm them.
 */
export class EntriesElement extends Page {
  /** @param {string} tag */
  static define(tag, registry = customElements) {
    if (!registry.get('imi-authority-picker')) PickerElement.define('imi-authority-picker', registry)
    return super.define(tag, registry)
  }

  static properties = {
    entries: {state: true},
    open: {state: true},
    said: {state: true},
    leaving: {state: true},
  }

  constructor() {
    super()
    /** @type {Entry[]} */
    this.entries = []
    /** Id of the entry whose form is open, {@link NEW}, or ''. */
    this.open = ''
    /** What was done last, and to which entry. */
    this.said = {id: '', text: ''}
    /** @type {Entry | null} that is to be removed, while that is to be confirmed */
    this.leaving = null
    this.edits = new Edits({})
    /** The same for every try of describing one register. */
    this.key = ''
    /** The version that is changed in the form. */
    this.etag = ''
    /** @type {import('../types.js').AuthoritySummary[]} who is chosen to keep the register */
    this.keepers = []
    /** @type {readonly string[]} codes of languages for which there is a field for what the keeper says */
    this.tells = []
    /** @type {import('../types.js').RegisterChoices} */
    this.choices
    /** @type {import('../types.js').Me} */
    this.me
    /** @type {readonly import('./entry-form.js').Choice[]} */
    this.areas = []
    /** @type {readonly import('./entry-form.js').Choice[]} */
    this.professions = []
  }

  connectedCallback() {
    super.connectedCallback()
    addEventListener('beforeunload', this.warn)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener('beforeunload', this.warn)
  }

  /** @param {BeforeUnloadEvent} event */
  warn = (event) => {
    if (this.open && this.edits.changed) event.preventDefault()
  }

  get editable() {
    return this.me.administrator
  }

  get coordinates() {
    return this.entries.some(({editor}) => editor === 'coordinator')
  }

  async load() {
    this.me = await loadMe()
    const [areas, lists] = await Promise.all([
      get('/areas', {query: {limit: 100}}), get('/taxonomies'), this.read(),
    ])
    this.areas = areas.body.items.map((/** @type {any} */ {code, title}) => [code, title])
    const list = lists.body.items.find((/** @type {any} */ {code}) => code === 'professions')
    this.professions = (list?.terms ?? []).map((/** @type {any} */ {code, text}) => [code, text])
  }

  async reload() {
    await super.reload()
    const wanted = location.hash.slice(1)
    if (this.entries.some(({id}) => id === wanted)) await this.focusOn(`#${CSS.escape(wanted)}`)
  }

  async read() {
    const {body} = await get(`/authorities/${this.me.authority.id}/registers`)
    this.entries = body.items
    this.choices = body.choices
  }

  /** @param {Entry | null} entry null for a new one */
  async begin(entry) {
    this.clearErrors()
    this.said = {id: '', text: ''}
    this.open = entry?.id ?? NEW
    this.edits = new Edits(entry ? fieldsOf(entry) : {...EMPTY, language: this.me.language})
    this.keepers = entry?.keeper ? [entry.keeper] : []
    this.tells = []
    this.key = newKey()
    this.etag = entry?.etag ?? ''
    await this.focusOn('#entry-form')
  }

  async cancel() {
    const id = this.open
    this.open = ''
    this.edits = new Edits({})
    this.clearErrors()
    await this.focusOn(id === NEW ? '#describe' : `#${CSS.escape(id)}`)
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  write(name, value) {
    this.edits.write(name, value)
    this.requestUpdate()
  }

  /**
   * Let there be a field for what the keeper says in one more language.
   * @param {string} code of the language
   */
  async tell(code) {
    if (!code) return
    this.tells = [...this.tells, code]
    this.requestUpdate()
    await this.focusOn(`#guidance-${code}`)
  }

  /** @param {import('../types.js').AuthoritySummary[]} chosen */
  choose(chosen) {
    this.keepers = chosen
    this.write('keeper', chosen[0]?.id ?? null)
  }

  /**
   * @param {string} name
   * @param {'mine' | 'theirs'} choice
   */
  async settle(name, choice) {
    this.edits.settle(name, choice)
    this.requestUpdate()
    await this.focusOn(this.edits.conflicts.size ? '#conflict' : '#entry-form')
  }

  async submit() {
    const {open, edits} = this
    if (edits.conflicts.size) return this.focusOn('#conflict')
    // Nothing is said anew, and so nothing is confirmed.
    if (open !== NEW && !edits.changed) return this.cancel()
    const empty = lacking(edits)
    if (empty.length) return this.showErrors(empty)
    await this.attempt(async () => {
      try {
        await this.take(open === NEW ? await this.create() : await this.change(open))
      } catch (error) {
        if (!(error instanceof ProblemError && error.status === 412)) throw error
        await this.read()
        const stored = this.entries.find(({id}) => id === open)
        if (!stored) throw error
        edits.rebase(fieldsOf(stored))
        this.etag = stored.etag
        this.requestUpdate()
        if (!edits.conflicts.size) throw error
        await this.focusOn('#conflict')
      }
    })
  }

  create() {
    return post('/registers', body({...this.edits.stored, ...this.edits.typed}), {key: this.key})
  }

  /** @param {string} id */
  change(id) {
    return patch(`/registers/${id}`, body(this.edits.typed), {etag: this.etag})
  }

  /** @param {import('../api.js').Answer} answer */
  async take({body}) {
    await this.read()
    this.open = ''
    this.edits = new Edits({})
    const waits = body.waiting && body.editor === 'keeper'
    await this.say(body.id, waits ? WAITS() : t('The changes are saved.'))
  }

  /**
   * @param {Entry} entry
   * @param {string} action
   */
  async act(entry, action) {
    const done = await this.attempt(async () => {
      await post(`/registers/${entry.id}/${action}`, {}, {etag: entry.etag, key: newKey()})
      await this.read()
      await this.say(entry.id, DONE(action))
    })
    if (!done) await this.read().catch(() => undefined)
  }

  /**
   * @param {Entry} entry
   * @param {string} proposal its id
   */
  async haveRead(entry, proposal) {
    await this.attempt(async () => {
      await del(`/registers/${entry.id}/proposals/${encodeURIComponent(proposal)}`)
      await this.read()
      await this.focusOn(`#${CSS.escape(entry.id)}`)
    })
  }

  /** @param {Entry} entry */
  async ask(entry) {
    this.leaving = entry
    await this.updateComplete
    this.dialog?.showModal()
  }

  get dialog() {
    return this.querySelector('dialog')
  }

  /** @param {MouseEvent} event */
  async takeOut(event) {
    if (isSecondOfDouble(event)) return
    const entry = this.leaving
    this.dialog?.close()
    if (!entry) return
    const done = await this.attempt(async () => {
      await del(`/registers/${entry.id}`, {etag: entry.etag})
      await this.read()
      await this.say('', t('The register is no longer in the directory.'))
    })
    if (!done) await this.read().catch(() => undefined)
  }

  /**
   * Say aloud and on the page what was done.
   * @param {string} id
   * @param {string} text
   */
  async say(id, text) {
    const there = this.entries.some((entry) => entry.id === id)
    this.said = {id: there ? id : '', text}
    this.announce(text)
    await this.focusOn(there ? `#${CSS.escape(id)}` : '#said')
  }

  content() {
    const {entries, open} = this
    return html`<div class="imi-stack">
      ${open ? nothing : this.problems()}
      <p>${t('Whoever is about to ask is shown these registers. Keep each entry right, and confirm it once a year.')}</p>
      ${this.editable ? nothing : html`<p>${t('Only administrators can change this.')}</p>`}
      ${this.said.text && !this.said.id ? this.notice('said') : nothing}
      ${open === NEW ? this.form(null) : this.way()}
      ${entries.length
        ? repeat(entries, ({id}) => id, (entry) => this.entry(entry))
        : html`<p class="imi-empty">${t('Your authority keeps no register in the directory yet.')}</p>`}
      ${this.removal()}
    </div>`
  }

  way() {
    if (!this.editable) return nothing
    return html`<div class="imi-buttons">
      <button class="ecl-button ecl-button--primary" id="describe" type="button" @click=${() => this.begin(null)}>
        ${t('Describe a register')}
      </button>
    </div>`
  }

  /** @param {Entry} entry */
  entry(entry) {
    if (this.open === entry.id) return this.form(entry)
    return entryView(this, entry, this.said.id === entry.id ? this.notice(`said-${entry.id}`) : nothing)
  }

  /** @param {Entry | null} entry */
  form(entry) {
    return html`<section class="imi-card imi-stack" aria-labelledby="entry-form">
      ${this.problems()} ${conflicts(this)} ${entryForm(this, entry)}
    </section>`
  }

  /** @param {string} id */
  notice(id) {
    return html`<div class="ecl-notification ecl-notification--success" id=${id} tabindex="-1">
      <div class="ecl-notification__content">
        <div class="ecl-notification__title">${this.said.text}</div>
      </div>
    </div>`
  }

  removal() {
    return html`<dialog class="imi-dialog" aria-labelledby="removal-title" aria-describedby="removal-text">
      <h2 class="imi-h2" id="removal-title">${t('Remove this register from the directory?')}</h2>
      ${this.leaving ? html`<p><strong>${(this.leaving.published ?? this.leaving.waiting)?.name}</strong></p>` : nothing}
      <p id="removal-text">${t('Nobody is led to it any more. It cannot be undone.')}</p>
      <div class="imi-buttons">
        <button class="ecl-button ecl-button--secondary imi-button--danger" type="button" @click=${this.takeOut}>
          ${t('Remove')}
        </button>
        <button class="ecl-button ecl-button--secondary" type="button" autofocus @click=${() => this.dialog?.close()}>
          ${t('Cancel')}
        </button>
      </div>
    </dialog>`
  }
}

const WAITS = () => t('Saved. It waits until the national coordinator has approved it.')

/** @param {string} action */
function DONE(action) {
  if (action === 'confirm') return t('The entry is confirmed.')
  return action === 'approve' ? t('The entry is approved. Everybody sees it within a minute.') : t('The entry is refused.')
}

/**
 * What an entry says, field by field: its newest version, but for the coordinator, who decides on that by itself.
 * @param {Entry} entry
 * @returns {import('../authority/edits.js').Values}
 */
function fieldsOf({editor, waiting, published}) {
  return flat(editor === 'coordinator' ? (published ?? waiting) : (waiting ?? published))
}
