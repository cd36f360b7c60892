import {html, nothing} from 'lit'
import {repeat} from 'lit/directives/repeat.js'

import {fieldError, fieldId} from '../elements/errors.js'
import {t} from '../texts.js'
import {questionFields} from './question-fields.js'
import {withQuestion, withSlot} from './questions.js'
import {Step, missing} from './step.js'
import {wording} from './wording.js'

/** @typedef {import('./questions.js').Question} Question */
/** @typedef {import('./questions.js').AskedQuestion} AskedQuestion */

/** <imi-questions-step> lets the official choose questions and fill them in. */
export class QuestionsStepElement extends Step {
  static properties = {request: {attribute: false}, country: {}, missed: {attribute: false}}

  constructor() {
    super()
    /** @type {import('../types.js').Request | undefined} the draft as it is stored */
    this.request = undefined
    /** ISO code of the country that is asked, or ''. */
    this.country = ''
    /** @type {ReadonlySet<string>} ids of registers that did not answer */
    this.missed = new Set()
  }

  get storedCodes() {
    return this.request?.questions.map(({code}) => code).join(' ') ?? ''
  }

  /** @type {Map<string, AskedQuestion>} what was typed in questions that are no longer chosen */
  dropped = new Map()

  check() {
    const chosen = this.draft.questions
    if (!chosen.length) return [{pointer: '/questions', detail: t('Choose at least one question')}]
    const empty = chosen.flatMap(({code, slots}) =>
      (this.question(code)?.slots ?? [])
        .filter(({name, type}) => !slots[name] && type !== 'date')
        .map(({name, text}) => missing(`/questions/${code}/slots/${name}`, text)))
    return [...empty, ...this.unfinished()]
  }

  render() {
    return html`
      <p>${t('Choose only what you need to know. The other authority reads the questions in its own language.')}</p>
      <div class="imi-stack" id="questions">
        ${fieldError(this.errors, '/questions')}
        ${this.area.themes.map((theme) => this.theme(theme))}
      </div>
      <imi-offers
        class="imi-screen"
        area=${this.area.code}
        country=${this.country}
        codes=${this.storedCodes}
        .missed=${this.missed}
        .ends=${!this.request?.was_out}
      ></imi-offers>
      <imi-similar
        class="imi-screen"
        number=${this.request?.number ?? ''}
        codes=${this.storedCodes}
      ></imi-similar>
    `
  }

  /** @param {{code: string, text: string}} theme */
  theme({code, text}) {
    const questions = this.area.questions.filter(({theme}) => theme === code)
    if (!questions.length) return nothing
    return html`<fieldset class="ecl-form-group">
      <legend class="ecl-form-label">${text}</legend>
      <div class="imi-choices">${repeat(questions, ({code}) => code, (one) => this.choice(one))}</div>
    </fieldset>`
  }

  /** @param {Question} question */
  choice(question) {
    const {code, mandatory} = question
    const asked = this.asked(code)
    const id = fieldId(`/questions/${code}`)
    return html`<div class="imi-stack imi-stack--tight">
      <label class="imi-choice">
        <input
          type="checkbox"
          name="question"
          id=${id}
          value=${code}
          .checked=${Boolean(asked)}
          aria-disabled=${mandatory ? 'true' : nothing}
          @click=${(/** @type {Event} */ event) => asked && mandatory && event.preventDefault()}
          @change=${() => this.toggle(code)}
        />
        <span>
          <span id="${id}-text">${wording(question, asked?.slots ?? {}, this.draft.language)}</span>
          ${mandatory ? html`<small class="imi-hint">${t('Always part of the request')}</small>` : nothing}
          ${question.hint ? html`<small class="imi-hint">${question.hint}</small>` : nothing}
        </span>
      </label>
      ${asked ? questionFields(this, question, asked) : nothing}
    </div>`
  }

  /** @param {string} code */
  toggle(code) {
    const {questions} = this.draft
    const asked = this.asked(code)
    if (asked) {
      this.dropped.set(code, asked)
      return this.write({questions: questions.filter((other) => other !== asked)})
    }
    const added = this.dropped.get(code) ?? {code, slots: {}, comment: ''}
    this.write({questions: withQuestion(questions, added, this.area.questions)})
  }

  /**
   * @param {string} code
   * @param {string} name
   * @param {string} value
   */
  fill(code, name, value) {
    this.write({questions: withSlot(this.draft.questions, {code, name, value}, this.area.questions)})
  }

  /**
   * @param {string} code
   * @param {string} comment
   */
  remark(code, comment) {
    this.write({
      questions: this.draft.questions.map((asked) =>
        asked.code === code ? {...asked, comment} : asked),
    })
  }

  /** @param {string} code */
  asked(code) {
    return this.draft.questions.find((question) => question.code === code)
  }

  /** @param {string} code */
  question(code) {
    return this.area.questions.find((question) => question.code === code)
  }
}
