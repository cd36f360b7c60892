import {html, nothing} from 'lit'

import {get} from '../api.js'
import {countryName, formatDate} from '../dates.js'
import {Element} from '../element.js'
import {t, tn} from '../texts.js'

/** @typedef {import('../types.js').CountedPeriod} CountedPeriod */

const PAUSE_MS = 300

/**
 * <imi-counted-days> says how many working days there are until a date, and shows them one by
 * one with the public holidays of both countries. Where they cannot be counted, it says nothing:
 * the date stands without it.
 */
export class CountedDays extends Element {
  static properties = {
    from: {},
    to: {},
    asking: {},
    asked: {},
    counted: {state: true},
  }

  constructor() {
    super()
    /** ISO date of today at the authority that is asked. */
    this.from = ''
    /** ISO date of the deadline, or ''. */
    this.to = ''
    /** ISO 3166 codes of the countries of both authorities. */
    this.asking = ''
    this.asked = ''
    /** @type {CountedPeriod | null} */
    this.counted = null
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.timer)
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!['from', 'to', 'asking', 'asked'].some((name) => changed.has(name))) return
    this.counted = null
    clearTimeout(this.timer)
    if (this.from && this.to > this.from && this.asking && this.asked) {
      this.timer = setTimeout(() => this.count(), PAUSE_MS)
    }
  }

  async count() {
    const {from, to, asking, asked} = this
    const counted = await get('/deadline', {query: {from, to, unit: 'working', asking, asked}})
      .then(({body}) => body)
      .catch(() => null)
    if (to === this.to && asked === this.asked) this.counted = counted
  }

  render() {
    if (!this.counted) return nothing
    const {days} = this.counted
    const working = days.filter(({counts}) => counts).length
    return html`<p role="status">
        ${tn('{count} working day until this date', '{count} working days until this date', working)}
      </p>
      <details class="imi-details">
        <summary>${t('How this date is counted')}</summary>
        <p>
          ${t('Today is not counted. Working days are those of the authority that is asked: all but Saturdays, Sundays and the public holidays of its country.')}
        </p>
        <div class="imi-scroll" role="region" tabindex="0" aria-label=${t('How this date is counted')}>
          <table>
            <caption>
              ${t('The days until {date}', {date: formatDate(this.counted.on, {weekday: true})})}
            </caption>
            <thead>
              <tr><th scope="col">${t('Date')}</th><th scope="col">${t('Counts')}</th></tr>
            </thead>
            <tbody>
              ${days.map((day) => this.row(day))}
            </tbody>
          </table>
        </div>
      </details>`
  }

  /** @param {CountedPeriod['days'][number]} day */
  row({on, counts, off, asked, asking}) {
    const holidays = [
      ...(asked ? [[this.asked, asked]] : []),
      ...(asking && this.asking !== this.asked ? [[this.asking, asking]] : []),
    ]
    return html`<tr>
      <th scope="row">${formatDate(on, {weekday: true})}</th>
      <td>
        ${counts ? t('Working day') : off && !asked ? t('Weekend') : nothing}
        ${holidays.map(
          ([country = '', holiday = '']) =>
            html`<div>${t('Public holiday in {country}: {holiday}', {country: countryName(country), holiday})}</div>`,
        )}
      </td>
    </tr>`
  }
}
