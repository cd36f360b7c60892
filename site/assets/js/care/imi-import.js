/** @import {CareElement} from './imi-care.js' */
/** @import {Import} from '../types.js' */

import {html, nothing} from 'lit'

import {newKey, post} from '../api.js'
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
    /** @type {Import | null} what would become, or has become, of the rows */
    this.found = null
    this.key = newKey()
  }

  async reload() {
    await super.reload()
    if (this.care.moved) await this.focusOn('#step')
  }

  /** @param {Event} event */
  async choose(event) {
    const [file] = /** @type {HTMLInputElement} */ (event.target).files ?? []
    this.found = null
    this.text = ''
    if (!file) return
    this.file = file.name
    if (file.size > LARGEST) {
      return this.showErrors([
        {pointer: '/csv', detail: t('This file is too large. Divide it into several files.')},
      ])
    }
    // What is not UTF-8 becomes a sign of its own, which the answer then names by line and column.
    this.text = new TextDecoder('utf-8').decode(await file.arrayBuffer())
    await this.send(true)
  }

  /** @param {boolean} dry */
  async send(dry) {
    const body = {csv: this.text, dry_run: dry}
    if (dry) this.key = newKey()
    await this.attempt(async () => {
      this.found = (await post('/imports', body, dry ? {} : {key: this.key})).body
    })
    if (!this.found) return
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
        <input id="csv" type="file" accept=".csv,text/csv,text/plain" @change=${this.choose} />
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
    </details>`
  }

  /** @param {Import} found */
  fates({rows, counts, written}) {
    const open = UNDECIDED.reduce((sum, fate) => sum + (counts[fate] ?? 0), 0)
    const ready = (counts.register ?? 0) + (counts.invite ?? 0)
    return html`<section class="imi-stack imi-stack--tight" aria-labelledby="found">
      <h3 class="imi-h3" id="found" tabindex="-1">${this.verdict(open, ready, written)}</h3>
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
            ${rows.map((row) => this.row(row))}
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
