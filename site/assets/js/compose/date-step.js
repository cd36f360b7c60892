import {html, nothing} from 'lit'

import {languageName, compareText, formatDate} from '../dates.js'
import {describedBy, fieldError, fieldId, invalid} from '../elements/errors.js'
import {t} from '../texts.js'
import {Step, missing} from './step.js'
import {isWeekend, suggestedDate} from './suggestions.js'

/** <imi-date-step> asks why the official asks, in which language, and by when the reply is needed. */
export class DateStepElement extends Step {
  static properties = {
    languages: {attribute: false},
    asked: {attribute: false},
    warnings: {attribute: false},
    suggestedOn: {attribute: false},
    today: {attribute: false},
    asking: {attribute: false},
  }

  constructor() {
    super()
    /** @type {string[]} */
    this.languages = []
    /** @type {import('./types.js').Authority | null} */
    this.asked = null
    /** @type {import('./pointers.js').FieldError[]} what the API remarks on the draft */
    this.warnings = []
    /** Date that the API would take instead of the proposed one, or ''. */
    this.suggestedOn = ''
    /** ISO date of today at the authority that is asked. */
    this.today = ''
    /** ISO 3166 code of the own country. */
    this.asking = ''
  }

  check() {
    const {reason, proposed_on, urgent, urgent_reason} = this.draft
    const unfinished = this.unfinished()
    return [
      ...(reason.trim() ? [] : [missing('/reason', t('Reason'))]),
      ...(urgent && !urgent_reason.trim() ? [missing('/urgent_reason', t('Why it is urgent'))] : []),
      ...(proposed_on || unfinished.length ? [] : [missing('/proposed_on', t('Proposed deadline'))]),
      ...(this.isPast ? [{pointer: '/proposed_on', detail: t('This date has passed. Choose a later one.')}] : []),
      ...unfinished,
    ]
  }

  render() {
    return html`${this.reason()} ${this.language()} ${this.urgency()} ${this.date()} ${this.forwarding()}`
  }

  reason() {
    return this.textArea({
      field: 'reason',
      label: t('Reason'),
      hint: t('Say why you need to know. No names here: the reason is visible before acceptance.'),
    })
  }

  language() {
    const {language} = this.draft
    const understood = (this.asked?.languages ?? []).map(languageName).join(', ')
    const choices = this.languages.map((code) => ({code, name: languageName(code)}))
    choices.sort((one, other) => compareText(one.name, other.name))
    return html`<div class="ecl-form-group">
      <label class="ecl-form-label" for="language">${t('Language of what you write')}</label>
      <div class="ecl-help-block" id="language-hint">
        ${t('The questions are translated; what you write yourself is not.')}
        ${understood ? t('The authority understands: {languages}', {languages: understood}) : nothing}
      </div>
      ${fieldError(this.errors, '/language')}
      <div class="ecl-select__container ecl-select__container--m">
        <select
          class="ecl-select"
          id="language"
          aria-describedby=${describedBy(this.errors, '/language', 'language-hint')}
          @change=${(/** @type {any} */ event) => this.write({language: event.target.value})}
        >
          ${choices.map(
            ({code, name}) =>
              html`<option value=${code} .selected=${code === language}>${name}</option>`,
          )}
        </select>
      </div>
    </div>`
  }

  urgency() {
    const {urgent} = this.draft
    return html`<div class="ecl-form-group imi-choices">
        <label class="imi-choice">
          <input type="checkbox" id="urgent" .checked=${urgent} @change=${this.toggleUrgent} />
          <span>${t('Urgent')}</span>
        </label>
      </div>
      ${urgent ? this.textArea({field: 'urgent_reason', label: t('Why it is urgent')}) : nothing}`
  }

  date() {
    const {proposed_on} = this.draft
    return html`<imi-date-field
        class="imi-screen"
        .value=${proposed_on}
        pointer="/proposed_on"
        label=${t('Proposed deadline')}
        hint=${t('The authority accepts this date or sets another one.')}
        .errors=${this.errors}
        @change=${(/** @type {any} */ event) => this.write({proposed_on: event.target.value})}
      ></imi-date-field>
      <imi-pace class="imi-screen" authority=${this.asked?.id ?? ''} area=${this.area.code}></imi-pace>
      <imi-counted-days
        from=${this.today}
        to=${proposed_on}
        asking=${this.asking}
        asked=${this.asked?.country ?? ''}
      ></imi-counted-days>
      ${this.offer()}
      ${this.remarks().map(
        (remark) => html`<div class="ecl-notification ecl-notification--warning" role="status">
          <div class="ecl-notification__content">
            <div class="ecl-notification__description">${remark}</div>
          </div>
        </div>`,
      )}`
  }

  forwarding() {
    return html`<div class="ecl-form-group imi-choices">
      <label class="imi-choice">
        <input
          type="checkbox"
          id="ask_before_forwarding"
          .checked=${this.draft.ask_before_forwarding}
          @change=${(/** @type {any} */ event) => this.write({ask_before_forwarding: event.target.checked})}
        />
        <span>
          ${t('The other authority asks us before it forwards the request')}
          <small class="imi-hint">
            ${t('It can then only return the request and suggest the competent authority.')}
          </small>
        </span>
      </label>
    </div>`
  }

  get isPast() {
    const {proposed_on} = this.draft
    return proposed_on !== '' && proposed_on < this.today
  }

  /** The date that the API, or the legal area, suggests instead, to be taken with one click. */
  offer() {
    const {proposed_on, urgent} = this.draft
    const usual = this.isPast ? suggestedDate(this.area.deadline, {from: this.today, urgent}) : ''
    const date = this.suggestedOn || usual
    if (!date || date === proposed_on) return nothing
    return html`<p>
      <button
        class="ecl-button ecl-button--secondary"
        type="button"
        @click=${() => this.write({proposed_on: date})}
      >
        ${t('Use {date}', {date: formatDate(date, {weekday: true})})}
      </button>
    </p>`
  }

  /** What is harmless but worth knowing about the proposed date. */
  remarks() {
    const {proposed_on} = this.draft
    const told = this.warnings.filter(({pointer}) => pointer === '/proposed_on')
    if (told.length) return told.map(({detail}) => detail)
    if (!proposed_on || !isWeekend(proposed_on)) return []
    return [t('This date falls on a weekend. You can keep it.')]
  }

  /** @param {{field: 'reason' | 'urgent_reason', label: string, hint?: string}} shown */
  textArea({field, label, hint}) {
    const pointer = `/${field}`
    const id = fieldId(pointer)
    return this.group(
      pointer,
      html`<label class="ecl-form-label" for=${id}>${label}</label>
        ${hint ? html`<div class="ecl-help-block" id="${id}-hint">${hint}</div>` : nothing}
        ${fieldError(this.errors, pointer)}
        <textarea
          class="ecl-text-area ecl-text-area--l"
          id=${id}
          rows="4"
          lang=${this.draft.language}
          aria-describedby=${describedBy(this.errors, pointer, hint && `${id}-hint`)}
          aria-invalid=${invalid(this.errors, pointer)}
          .value=${this.draft[field]}
          @input=${(/** @type {any} */ event) => this.write({[field]: event.target.value})}
        ></textarea>`,
    )
  }

  /** An urgent request proposes a nearer date, unless the official has set one. */
  toggleUrgent() {
    const {urgent, proposed_on} = this.draft
    const usual = suggestedDate(this.area.deadline, {from: this.today, urgent})
    const other = suggestedDate(this.area.deadline, {from: this.today, urgent: !urgent})
    const own = proposed_on !== '' && proposed_on !== usual
    this.write({urgent: !urgent, ...(own ? {} : {proposed_on: other})})
  }
}
