import {html, nothing} from 'lit'

import {t} from '../texts.js'
import {described, partLabel} from './descriptions.js'
import {withoutTranslator} from '../elements/share.js'
import {Step} from './step.js'

/** <imi-check-step> shows the whole request before it is sent. */
export class CheckStepElement extends Step {
  static properties = {
    authorities: {attribute: false},
    attachments: {attribute: false},
    number: {attribute: false},
    share: {attribute: false},
  }

  constructor() {
    super()
    /** @type {Map<string, import('./types.js').Authority>} */
    this.authorities = new Map()
    /** @type {import('../types.js').Attachment[]} */
    this.attachments = []
    this.number = ''
    /** @type {import('../types.js').Share | undefined} how much the other authority has in its language */
    this.share = undefined
  }

  render() {
    const {draft} = this
    return html`
      <dl class="imi-summary">
        ${this.row('area', t('Legal area'), this.area.title)} ${this.rowOf('authority', 'asked')}
        ${draft.questions.length ? nothing : this.row('questions', t('Questions'), t('Nothing entered'))}
        ${draft.questions.map((question) => this.rowOf('questions', `questions/${question.code}`, question))}
        ${this.rowOf('person', 'person')}
        ${this.attachments.length ? this.row('person', t('Attachments'), this.files()) : nothing} ${this.rowOf('date', 'reason')} ${this.rowOf('date', 'language')}
        ${this.rowOf('date', 'urgent')} ${draft.urgent ? this.rowOf('date', 'urgent_reason') : nothing}
        ${this.rowOf('date', 'proposed_on')} ${this.rowOf('date', 'ask_before_forwarding')}
        ${this.share && draft.asked ? this.row('date', t('Needs no translator'), withoutTranslator(this.share)) : nothing}
      </dl>
      <p>${t('You read the questions in your language; the other authority reads them in its own language.')}</p>
    `
  }

  files() {
    return html`<imi-attachments .number=${this.number} .items=${this.attachments}></imi-attachments>`
  }

  /**
   * @param {string} step where it is changed
   * @param {string} part
   * @param {any} [value]
   */
  rowOf(step, part, value = this.draft[/** @type {keyof import('./drafts.js').Draft} */ (part)]) {
    const {area, authorities, draft} = this
    const context = {area, authorities, language: draft.language}
    return this.row(step, partLabel(part), described(part, value, context))
  }

  /**
   * @param {string} step
   * @param {string} label
   * @param {unknown} value
   */
  row(step, label, value) {
    return html`<div class="imi-summary__row">
      <dt>${label}</dt>
      <dd>${value}</dd>
      <dd class="imi-summary__action">
        <a href="#step" @click=${(/** @type {Event} */ event) => this.change(event, step)}
          >${t('Change')} <span class="ecl-u-sr-only">${label}</span></a
        >
      </dd>
    </div>`
  }

  /**
   * @param {Event} event
   * @param {string} step
   */
  change(event, step) {
    event.preventDefault()
    this.dispatchEvent(new CustomEvent('step-wanted', {detail: step, bubbles: true}))
  }
}
