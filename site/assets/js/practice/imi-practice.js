import {html, nothing} from 'lit'

import {get, newKey, post, put} from '../api.js'
import {loadConfig} from '../config.js'
import {Page} from '../page.js'
import {pageUrl, t} from '../texts.js'

/**
 * <imi-practice> lets an authority of the training stage practise with others that nobody works in: they answer what
 * it sends, and ask it something.
 */
export class PracticeElement extends Page {
  static properties = {on: {state: true}, asked: {state: true}}

  constructor() {
    super()
    /** Whether simulated counterparts answer. */
    this.on = false
    /** Number of the request that a counterpart has sent last, or ''. */
    this.asked = ''
    /** Whether the clock and the inbox of the stage are on this machine. */
    this.local = false
    /** The same for every try of having one request sent. */
    this.key = newKey()
  }

  async load() {
    const [{body}, config] = await Promise.all([get('/practice'), loadConfig()])
    this.on = body.counterparts
    this.local = Boolean(config.local)
  }

  /** @param {boolean} on */
  async switch(on) {
    await this.attempt(async () => {
      const {body} = await put('/practice', {counterparts: on})
      this.on = body.counterparts
      this.announce(this.on ? ANSWER() : SILENT())
    })
  }

  async ask() {
    await this.attempt(async () => {
      const {body} = await post('/practice/ask', {}, {key: this.key})
      this.key = newKey()
      this.asked = body.number
      await this.focusOn('#asked')
    })
  }

  content() {
    const {on, asked, local} = this
    return html`<div class="imi-stack imi-narrow">
      ${this.problems()}
      <p>${t('Here you practise with authorities in which nobody works. Everything is invented, and nothing leaves the system.')}</p>
      <section class="imi-card imi-stack imi-stack--tight" aria-labelledby="answer">
        <h2 class="imi-h2" id="answer">${t('They answer you')}</h2>
        <p>${t('Some answer at once, some late. One asks for more time, one is not competent, one leaves gaps, one refuses.')}</p>
        <p role="status"><strong>${on ? ANSWER() : SILENT()}</strong></p>
        <div class="imi-buttons">
          ${this.button(on ? t('Let them answer no more') : t('Let them answer'), () => this.switch(!on), on ? 'secondary' : 'primary')}
          <a class="ecl-button ecl-button--secondary imi-button-link" href=${pageUrl('workspace/new/')}>${t('New request')}</a>
        </div>
      </section>
      <section class="imi-card imi-stack imi-stack--tight" aria-labelledby="ask">
        <h2 class="imi-h2" id="ask">${t('They ask you')}</h2>
        <p>${t('An authority of another country sends yours a request, which you accept and answer.')}</p>
        ${asked
          ? html`<p id="asked" tabindex="-1">${t('The request has come:')}
              <a href=${pageUrl('workspace/case/', {number: asked})}>${asked}</a></p>`
          : nothing}
        <div class="imi-buttons">${this.button(t('Have a request sent to us'), () => this.ask(), 'secondary')}</div>
      </section>
      ${local
        ? html`<p>${t('They act in office hours. Move the clock, and read the e-mails that were sent:')}
            <a href="/local/">${t('Clock and inbox')}</a></p>`
        : html`<p>${t('They act in office hours, within some days.')}</p>`}
    </div>`
  }

  /**
   * @param {string} label
   * @param {() => unknown} act
   * @param {'primary' | 'secondary'} look
   */
  button(label, act, look) {
    return html`<button
      class="ecl-button ecl-button--${look}"
      type="button"
      aria-disabled=${this.busy ? 'true' : nothing}
      @click=${act}
    >
      ${label}
    </button>`
  }
}

const ANSWER = () => t('They answer what your authority sends.')
const SILENT = () => t('They do not answer: you play both sides, or nobody does.')
