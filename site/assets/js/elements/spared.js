import {formatNumber} from '../dates.js'
import {pageUrl} from '../texts.js'

/**
 * <imi-spared> shows which registers have spared most requests this year, as a chart that is a table. While none
 * has, without JavaScript, or where the API does not answer, it is not there.
 */

const SHOWN = 10

export class SparedElement extends HTMLElement {
  static define(tag = 'imi-spared', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  async connectedCallback() {
    const found = await this.registers()
    if (!found.length) return
    const most = Math.max(...found.map(({spared_this_year: count}) => count))
    this.querySelector('tbody')?.replaceChildren(...found.map((register) => this.row(register, most)))
    this.hidden = false
  }

  /** @returns {Promise<import('../types.js').Register[]>} */
  async registers() {
    try {
      const answer = await fetch(`/api/registers?spared=true&limit=${SHOWN}`, {
        headers: {Accept: 'application/json', 'Accept-Language': this.lang},
        credentials: 'omit',
      })
      return answer.ok ? (await answer.json()).items : []
    } catch {
      return []
    }
  }

  /**
   * @param {import('../types.js').Register} register
   * @param {number} most
   */
  row({id, name, language, country_name: country, spared_this_year: count}, most) {
    const row = document.createElement('tr')
    const head = document.createElement('th')
    head.scope = 'row'
    const link = document.createElement('a')
    link.href = pageUrl('registers/entry/', {id})
    link.lang = language
    link.textContent = name
    head.append(link, `, ${country}`)
    const value = document.createElement('td')
    const bar = document.createElement('span')
    bar.className = 'imi-spared__bar'
    bar.style.inlineSize = `${Math.max(2, (count / most) * 100)}%`
    value.append(bar, formatNumber(count))
    row.append(head, value)
    return row
  }
}
