/** @import {CaseFile} from '../types.js' */

import {html} from 'lit'

import {getFile} from '../api.js'
import {missing} from '../case/missing.js'
import {Page} from '../page.js'
import {ProblemError} from '../problems.js'
import {pageUrl, t} from '../texts.js'
import {sheet} from './sheet.js'

const JSON_TYPE = 'application/json'
const PDF_TYPE = 'application/pdf'

/**
 * <imi-case-file> shows all of a request on one page, to be printed, and saves it as the two
 * files that can be kept: a PDF, and JSON whose chain a script checks.
 *
 * What is saved as JSON is what the page shows, byte by byte.
 */
export class CaseFileElement extends Page {
  constructor() {
    super()
    this.number = new URLSearchParams(location.search).get('number')?.toUpperCase() ?? ''
    /** @type {Blob | undefined} */
    this.blob = undefined
    /** @type {CaseFile | undefined} */
    this.file = undefined
  }

  get path() {
    return `/requests/${encodeURIComponent(this.number)}/file`
  }

  async load() {
    try {
      if (this.number) this.blob = await getFile(this.path, JSON_TYPE)
    } catch (error) {
      if (!(error instanceof ProblemError && error.status === 404)) throw error
    }
    if (!this.blob) return this.#name(t('There is no such request'))
    this.file = JSON.parse(await this.blob.text())
    this.#name(t('Case file {number}', {number: this.number}))
  }

  content() {
    const {file} = this
    if (!file) return missing()
    return html`<div class="imi-stack">
      ${this.problems()}
      <div class="imi-buttons">
        <button class="ecl-button ecl-button--primary" type="button" @click=${() => print()}>
          ${t('Print')}
        </button>
        <button class="ecl-button ecl-button--secondary" type="button" ?disabled=${this.busy} @click=${this.savePdf}>
          ${t('Download as PDF')}
        </button>
        <button class="ecl-button ecl-button--secondary" type="button" @click=${this.saveJson}>
          ${t('Download as JSON')}
        </button>
        <a class="ecl-link" href=${pageUrl('workspace/case/', {number: this.number})}>${t('Back to the request')}</a>
      </div>
      ${sheet(file)}
    </div>`
  }

  saveJson = () => {
    if (this.blob) this.#save(this.blob, 'json')
  }

  savePdf = async () => {
    await this.attempt(async () => this.#save(await getFile(this.path, PDF_TYPE), 'pdf'))
  }

  /**
   * @param {Blob} blob
   * @param {string} suffix
   */
  #save(blob, suffix) {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download = `imi-${this.file?.number}.${suffix}`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href))
  }

  /** @param {string} heading */
  #name(heading) {
    const title = document.getElementById('title')
    if (title) title.textContent = heading
    this.setTitle(heading)
  }
}
