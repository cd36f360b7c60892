import {html, nothing} from 'lit'

import {describedBy, fieldError, fieldId, invalid} from '../elements/errors.js'
import {t} from '../texts.js'
import {Step, missing} from './step.js'

/** @typedef {import('./drafts.js').Concerned} Concerned */

/** <imi-person-step> asks whom the request is about, if it is about anybody. */
export class PersonStepElement extends Step {
  static properties = {
    ...Step.properties,
    request: {attribute: false},
  }

  constructor() {
    super()
    /** @type {import('../types.js').Request} */
    this.request
  }

  /** @type {Concerned | null} what was typed before "nobody" was chosen */
  dropped = null

  check() {
    const {person} = this.draft
    const nameless = person && !person.name.trim()
    return [...(nameless ? [missing('/person/name', t('Name'))] : []), ...this.unfinished()]
  }

  render() {
    const kind = this.draft.person?.kind ?? ''
    return html`
      <p class="imi-sealed">
        ${t('Sealed until the request is accepted: the other authority does not see this before.')}
      </p>
      <fieldset class="ecl-form-group" id="person" aria-labelledby="step">
        <div class="imi-choices imi-choices--inline">
          ${this.choice('', t('Nobody in particular'), kind)}
          ${this.choice('person', t('A person'), kind)} ${this.choice('firm', t('A firm'), kind)}
        </div>
      </fieldset>
      ${this.draft.person ? this.fields(this.draft.person) : nothing}
      <section class="imi-stack imi-stack--tight" aria-labelledby="attachments-title">
        <h2 class="imi-h2" id="attachments-title">${t('Attachments')}</h2>
        <imi-attachments
          .number=${this.request.number}
          .items=${this.request.attachments}
          .may=${this.request.may_attach}
          .errors=${this.errors}
          @changed=${() => this.dispatchEvent(new CustomEvent('read-again', {bubbles: true}))}
        ></imi-attachments>
      </section>
    `
  }

  /** @param {Concerned} person */
  fields(person) {
    return html`
      ${this.name(person.name)}
      ${person.kind === 'person'
        ? html`<imi-date-field
            class="imi-screen"
            .value=${person.born_on}
            pointer="/person/born_on"
            label=${t('Date of birth')}
            optional
            past
            .errors=${this.errors}
            @change=${(/** @type {any} */ event) => this.change({born_on: event.target.value})}
          ></imi-date-field>`
        : nothing}
      ${this.details(person.details)}
    `
  }

  /** @param {string} value */
  name(value) {
    const pointer = '/person/name'
    return this.group(
      pointer,
      html`<label class="ecl-form-label" for=${fieldId(pointer)}>${t('Name')}</label>
        ${fieldError(this.errors, pointer)}
        <input
          class="ecl-text-input ecl-text-input--m"
          id=${fieldId(pointer)}
          autocomplete="off"
          aria-describedby=${describedBy(this.errors, pointer)}
          aria-invalid=${invalid(this.errors, pointer)}
          .value=${value}
          @input=${(/** @type {any} */ event) => this.change({name: event.target.value})}
        />`,
    )
  }

  /** @param {string} value */
  details(value) {
    const pointer = '/person/details'
    const id = fieldId(pointer)
    return this.group(
      pointer,
      html`<label class="ecl-form-label" for=${id}
          >${t('Details')} <span class="imi-optional">${t('(optional)')}</span></label
        >
        <div class="ecl-help-block" id="${id}-hint">
          ${t('For example address, registration number or qualification')}
        </div>
        ${fieldError(this.errors, pointer)}
        <textarea
          class="ecl-text-area ecl-text-area--l"
          id=${id}
          rows="4"
          lang=${this.draft.language}
          aria-describedby=${describedBy(this.errors, pointer, `${id}-hint`)}
          aria-invalid=${invalid(this.errors, pointer)}
          .value=${value}
          @input=${(/** @type {any} */ event) => this.change({details: event.target.value})}
        ></textarea>`,
    )
  }

  /**
   * @param {string} value
   * @param {string} label
   * @param {string} kind the chosen one
   */
  choice(value, label, kind) {
    return html`<label class="imi-choice">
      <input
        type="radio"
        name="kind"
        value=${value}
        .checked=${value === kind}
        @change=${() => this.chooseKind(value)}
      />
      <span>${label}</span>
    </label>`
  }

  /** @param {string} kind '' when the request is about nobody */
  chooseKind(kind) {
    const typed = this.draft.person ?? this.dropped ?? {name: '', born_on: '', details: ''}
    this.dropped = this.draft.person ?? this.dropped
    const born = kind === 'person' ? {born_on: typed.born_on || (this.dropped?.born_on ?? '')} : {born_on: ''}
    this.write({person: kind ? {...typed, ...born, kind} : null})
  }

  /** @param {Partial<Concerned>} fields */
  change(fields) {
    if (this.draft.person) this.write({person: {...this.draft.person, ...fields}})
  }
}
