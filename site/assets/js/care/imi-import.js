/** @import {CareElement} from './imi-care.js' */
/** @import {Import, Taxonomy} from '../types.js' */

import {html, nothing} from 'lit'

import {get, newKey, post} from '../api.js'
import {labelOf} from '../authority/words.js'
import {formatNumber} from '../dates.js'
import {Page} from '../page.js'
import {pageUrl, t, tn} from '../texts.js'
import {COLUMNS, template} from './columns.js'

/** Bytes; a body may have 256 KB. */
const LARGEST = 200_000
const UNDECIDED = ['wrong', 'similar']

/**
 * <imi-import> takes a list of authorities from a spreadsheet: it shows what would become of
 * each row, and imports them when none is left to be corrected.
 */
export class ImportElement extends Page {
  static properties = {care: {attribute: false}, text: {state: true}, found: {state: true}}

  constructor() {
    super()
    /** @type {CareElement} */
    this.care
    this.file = ''
    this.text = ''
    /** @type {{code: string, title: string, terms: Taxonomy['terms']}[]} */
    this.terms = []
    /** @type {Import | null} what would become, or has become, of the rows */
    this.found = null
    this.key = newKey()
    /** An import failed on its way. */
    this.partly = false
  }

  async reload() {
    await super.reload()
    if (this.care.moved) await this.focusOn('#step')
  }

  async load() {
    const found = await get('/taxonomies').catch(() => null)
    const titles = new Map([
      ['competences', labelOf('competences')],
      ['professions', labelOf('professions')],
    ])
    this.terms = (found?.body.items ?? []).map((/** @type {Taxonomy} */ {code, terms}) => ({
      code,
      title: titles.get(code) ?? code,
      terms,
    }))
  }

  /** @param {Event} event */
  async choose(event) {
    const field = /** @type {HTMLInputElement} */ (event.target)
    const [file] = field.files ?? []
    if (!file || this.busy) return
    this.found = null
    this.text = ''
    this.file = file.name
    if (file.size > LARGEST) {
      return this.showErrors([
        {pointer: '/csv', detail: t('This file is too large. Divide it into several files.')},
      ])
    }
    // What is not UTF-8 becomes a sign of its own, which the answer then names by line and column.
    this.text = new TextDecoder('utf-8').decode(await file.arrayBuffer())
    // The same file, corrected, may be chosen once more.
    field.value = ''
    await this.send(true)
  }

  /** @param {boolean} dry */
  async send(dry) {
    const body = {csv: this.text, dry_run: dry}
    if (dry) this.key = newKey()
    const done = await this.attempt(async () => {
      try {
        this.found = (await post('/imports', body, dry ? {} : {key: this.key})).body
      } catch (error) {
        this.partly = !dry
        throw error
      }
    })
    this.requestUpdate()
    if (!done || !this.found) return
    this.partly = false
    if (!dry && this.found.written) this.dispatchEvent(new Event('authority-registered', {bubbles: true}))
    if (!this.errors.length && !this.failure) await this.focusOn('#found')
  }

  download() {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['\uFEFF', template()], {type: 'text/csv'}))
    link.download = 'imi-authorities.csv'
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href))
  }

  content() {
    return html`<div class="imi-stack">
      ${this.problems()}
      <h2 class="imi-h2" id="step" tabindex="-1">${t('Import a list')}</h2>
      <p>${t('A row of the list is an authority. You see first what becomes of each row; nothing is written before you say so.')}</p>
      ${this.help()}
      <div class="imi-buttons">
        <button class="ecl-button ecl-button--secondary" type="button" @click=${this.download}>
          ${t('Download an empty list')}
        </button>
      </div>
      <div class="ecl-form-group">
        <label class="ecl-form-label" for="csv">${t('List as CSV file (UTF-8)')}</label>
        <input
          id="csv"
          type="file"
          accept=".csv,text/csv,text/plain"
          ?disabled=${this.busy}
          @change=${this.choose}
        />
        ${this.file ? html`<p>${this.file}</p>` : nothing}
        ${this.partly
          ? html`<p role="status">
              ${t('A part of the list may have been imported already. Choose the file once more: the import goes on where it stopped.')}
            </p>`
          : nothing}
      </div>
      ${this.found ? this.fates(this.found) : nothing}
    </div>`
  }

  help() {
    return html`<details class="imi-details">
      <summary>${t('Columns of the list')}</summary>
      <div class="imi-scroll" role="region" tabindex="0" aria-label=${t('Columns of the list')}>
        <table>
          <thead>
            <tr><th scope="col">${t('Column')}</th><th scope="col">${t('What to write there')}</th></tr>
          </thead>
          <tbody>
            ${COLUMNS.map(
              ({names, text}) => html`<tr><th scope="row"><code>${names}</code></th><td>${t(text)}</td></tr>`,
            )}
          </tbody>
        </table>
      </div>
      <h3 class="imi-h3">${t('Codes for the columns')}</h3>
      ${this.codes('areas', t('Legal areas'), this.care.areas.map(({code, title}) => ({code, text: title})))}
      ${this.terms.map(({code, title, terms}) => this.codes(code, title, terms))}
    </details>`
  }

  /**
   * @param {string} column
   * @param {string} title
   * @param {{code: string, text: string}[]} found
   */
  codes(column, title, found) {
    return html`<h4 id="codes-${column}">${title}</h4>
      <dl class="imi-facts" aria-labelledby="codes-${column}">
        ${found.map(({code, text}) => html`<dt><code>${code}</code></dt><dd>${text}</dd>`)}
      </dl>`
  }

  /** @param {Import} found */
  fates({rows, counts, written}) {
    const open = UNDECIDED.reduce((sum, fate) => sum + (counts[fate] ?? 0), 0)
    const ready = (counts.register ?? 0) + (counts.invite ?? 0)
    return html`<section class="imi-stack imi-stack--tight" aria-labelledby="found">
      <h3 class="imi-h3" id="found" tabindex="-1">${this.verdict(open, ready, written)}</h3>
      ${open ? html`<p>${t('Correct the file and choose it once more.')}</p>` : nothing}
      ${!written && !open && ready
        ? html`<div class="imi-buttons">
            <button
              class="ecl-button ecl-button--primary"
              type="button"
              aria-busy=${this.busy ? 'true' : nothing}
              @click=${() => this.send(false)}
            >
              ${tn('Import {count} authority', 'Import {count} authorities', ready)}
            </button>
          </div>`
        : nothing}
      <div class="imi-scroll" role="region" tabindex="0" aria-label=${t('What becomes of it')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t('Line')}</th>
              <th scope="col">${t('Authority')}</th>
              <th scope="col">${t('What becomes of it')}</th>
            </tr>
          </thead>
          <tbody>
            ${[...rows].sort(openFirst).map((row) => this.row(row))}
          </tbody>
        </table>
      </div>
    </section>`
  }

  /**
   * @param {number} open rows that stand against the import
   * @param {number} ready rows that are imported
   * @param {boolean} written
   */
  verdict(open, ready, written) {
    if (written) return t('The list is imported.')
    if (open) {
      return tn(
        '{count} row has to be corrected. Nothing is imported before that.',
        '{count} rows have to be corrected. Nothing is imported before that.',
        open,
      )
    }
    return ready ? t('The list can be imported.') : t('Everything in this list is registered already.')
  }

  /** @param {Import['rows'][number]} row */
  row({line, name, city, fate, fate_label: label, errors, similar, authority}) {
    const bad = UNDECIDED.includes(fate)
    const shown = [name, city].filter(Boolean).join(', ')
    return html`<tr>
      <td class="imi-number">${formatNumber(line)}</td>
      <th scope="row">
        ${authority ? html`<a href=${pageUrl('workspace/authority/', {id: authority})}>${shown}</a>` : shown}
      </th>
      <td>
        <strong class="imi-tag imi-tag--${bad ? 'urgent' : 'plain'}">${label}</strong>
        ${errors.length
          ? html`<ul>
              ${errors.map(({column, detail}) => html`<li><code>${column}</code>: ${detail}</li>`)}
            </ul>`
          : nothing}
        ${fate === 'similar'
          ? html`<p>${t('If it is another authority, write yes in the column another_authority. If it is the same, delete the row.')}</p>
              <ul>
                ${similar.map(
                  ({id, name, city}) =>
                    html`<li>
                      <a href=${pageUrl('workspace/authority/', {id})} target="_blank">${name}, ${city}</a>
                    </li>`,
                )}
              </ul>`
          : nothing}
      </td>
    </tr>`
  }
}

/**
 * What has to be corrected stands first.
 *
 * @param {Import['rows'][number]} one
 * @param {Import['rows'][number]} other
 */
function openFirst(one, other) {
  const open = (/** @type {string} */ fate) => Number(UNDECIDED.includes(fate))
  return open(other.fate) - open(one.fate) || one.line - other.line
}
