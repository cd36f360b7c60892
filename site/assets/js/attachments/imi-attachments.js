import {html, nothing} from 'lit'

import {del, get} from '../api.js'
import {Element} from '../element.js'
import {describedBy, fieldError, fieldId, invalid} from '../elements/errors.js'
import {N, language, t} from '../texts.js'
import {ENDINGS, typeOf} from './types.js'
import {upload} from './upload.js'

/** @typedef {import('../types.js').Attachment} Attachment */

/** By which the API's errors point at files that cannot be sent. */
const POINTER = '/attachments'
const PAUSE_MS = 1_500
const MOST_LOOKS = 40
const KILOBYTE = 1000
const MEGABYTE = KILOBYTE * KILOBYTE

/** @type {Record<string, string>} */
const CONDITIONS = {
  waiting: N('Not uploaded'),
  checking: N('Being checked'),
  refused: N('Refused and deleted'),
  infected: N('Harmful, and deleted'),
}

/**
 * <imi-attachments> lists the files of one side of a request. Who may attach files chooses
 * them here and takes them away; who may read them downloads them. After each change it
 * fires `changed`, and its owner reads the request anew.
 */
export class AttachmentsElement extends Element {
  static properties = {
    number: {attribute: false},
    items: {attribute: false},
    may: {attribute: false},
    forMessage: {attribute: false},
    hint: {attribute: false},
    errors: {attribute: false},
    trouble: {state: true},
    uploading: {state: true},
  }

  constructor() {
    super()
    this.number = ''
    /** @type {Attachment[]} */
    this.items = []
    /** Whether files may be attached and taken away. */
    this.may = false
    /** Whether files are chosen for a message, with which they are sent. */
    this.forMessage = false
    this.hint = ''
    /** @type {import('../problems.js').FieldProblem[]} why nothing is sent */
    this.errors = []
    /** @type {string[]} why files were not attached */
    this.trouble = []
    /** Names of the files on their way. @type {string[]} */
    this.uploading = []
    /** Ids of the files that this page has uploaded and that may still be checked. */
    this.watched = /** @type {Set<string>} */ (new Set())
    this.looks = 0
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.timer)
  }

  updated() {
    const open = this.items.some(
      ({id, condition}) => this.watched.has(id) && (condition === 'checking' || condition === 'waiting'),
    )
    clearTimeout(this.timer)
    if (!open || this.looks >= MOST_LOOKS) return
    this.timer = setTimeout(() => {
      this.looks += 1
      this.tell()
    }, PAUSE_MS)
  }

  render() {
    return html`${
        this.items.length
          ? html`<ul class="imi-plain imi-files">
              ${this.items.map((item) => this.row(item))}
            </ul>`
          : nothing
      }
      <div role="status">
        ${this.uploading.map((name) => html`<p>${t('{name} is being uploaded …', {name})}</p>`)}
        ${this.trouble.map((text) => html`<p class="ecl-feedback-message">${text}</p>`)}
      </div>
      ${this.may ? this.chooser() : nothing}`
  }

  /** @param {Attachment} item */
  row(item) {
    const {id, name, size, condition} = item
    return html`<li class="imi-cluster">
      ${
        condition === 'ready'
          ? html`<button class="imi-link" type="button" @click=${() => this.download(item)}>
              <bdi>${name}</bdi>
            </button>`
          : html`<bdi>${name}</bdi>`
      }
      <span class="imi-hint">${sizeInWords(size)}</span>
      ${condition === 'ready' ? nothing : html`<strong class="imi-tag">${t(CONDITIONS[condition] ?? '')}</strong>`}
      ${
        this.may
          ? html`<button class="imi-link" type="button" @click=${() => this.takeAway(id)}>
              ${t('Remove')} <span class="ecl-u-sr-only">${name}</span>
            </button>`
          : nothing
      }
    </li>`
  }

  chooser() {
    const id = fieldId(POINTER)
    return html`<div class="ecl-form-group">
      <label class="ecl-form-label" for=${id}
        >${t('Attach files')} <span class="imi-optional">${t('(optional)')}</span></label
      >
      <div class="ecl-help-block" id="${id}-hint">
        ${t('PDF, images (JPEG, PNG, TIFF) or office documents without macros, up to 25 MB each.')} ${this.hint}
      </div>
      ${fieldError(this.errors, POINTER)}
      <input
        id=${id}
        type="file"
        multiple
        accept=${Object.keys(ENDINGS).map((ending) => `.${ending}`).join(',')}
        aria-describedby=${describedBy(this.errors, POINTER, `${id}-hint`)}
        aria-invalid=${invalid(this.errors, POINTER)}
        @change=${(/** @type {any} */ event) => this.choose(event.target)}
      />
    </div>`
  }

  /** @param {HTMLInputElement} input */
  async choose(input) {
    const files = [...(input.files ?? [])]
    input.value = ''
    this.trouble = []
    this.uploading = [...this.uploading, ...files.map(({name}) => name)]
    this.tell()
    for (const file of files) await this.attach(file)
  }

  /** @param {File} file */
  async attach(file) {
    try {
      this.watched.add(await upload(this.number, file, typeOf(file), this.forMessage))
      this.looks = 0
    } catch (error) {
      this.trouble = [...this.trouble, `${file.name}: ${reason(error)}`]
    }
    this.uploading = this.uploading.toSpliced(this.uploading.indexOf(file.name), 1)
    this.tell()
  }

  /** @param {string} id */
  async takeAway(id) {
    this.trouble = []
    try {
      await del(`/requests/${this.number}/attachments/${id}`)
    } catch (error) {
      this.trouble = [reason(error)]
    }
    this.tell()
  }

  /** @param {Attachment} item */
  async download({id, name}) {
    this.trouble = []
    try {
      const {body} = await get(`/requests/${this.number}/attachments/${id}`)
      location.assign(body.url)
    } catch (error) {
      this.trouble = [`${name}: ${reason(error)}`]
    }
  }

  tell() {
    this.dispatchEvent(new CustomEvent('changed'))
  }
}

/** @param {any} error */
function reason(error) {
  return error.errors?.[0]?.detail ?? error.detail ?? error.message
}

/** @param {number} bytes */
function sizeInWords(bytes) {
  const large = bytes >= MEGABYTE
  const style = {style: 'unit', unit: large ? 'megabyte' : 'kilobyte', maximumFractionDigits: large ? 1 : 0}
  const format = new Intl.NumberFormat(language(), /** @type {Intl.NumberFormatOptions} */ (style))
  return format.format(large ? bytes / MEGABYTE : Math.max(1, bytes / KILOBYTE))
}
