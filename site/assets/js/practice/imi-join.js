import {html} from 'lit'

import {get, newKey, post} from '../api.js'
import {loadConfig} from '../config.js'
import {compareText, countryName} from '../dates.js'
import {form, submitButton} from '../elements/forms.js'
import {Page} from '../page.js'
import {selectField, textField} from '../people/fields.js'
import {language, pageUrl, t} from '../texts.js'

/** @typedef {import('../types.js').AuthoritySummary} Authority */

/**
 * <imi-join> lets somebody with access to the training stage choose, at the first visit, for which invented authority to
 * practise.
 */
export class JoinElement extends Page {
  static properties = {country: {state: true}, authority: {state: true}, name: {state: true}}

  constructor() {
    super()
    /** @type {readonly Authority[]} */
    this.authorities = []
    this.country = ''
    this.authority = ''
    this.name = ''
    this.key = newKey()
  }

  async load() {
    // Whom nobody knows is chosen on the page of a deployed stage; on one machine everybody is known.
    if ((await loadConfig()).local) return location.replace(pageUrl('workspace/practice/'))
    const {body} = await get('/learners')
    this.authorities = body.items
  }

  async join() {
    const joined = await this.attempt(async () => {
      const {authority, name} = this
      await post('/learners', {authority, name, language: language()}, {key: this.key})
    })
    if (joined) location.assign(pageUrl('workspace/practice/'))
  }

  content() {
    return html`<div class="imi-stack imi-narrow">
      ${this.problems()}
      <p>${t('You can enter the training environment, and nobody knows you here yet. Choose an invented authority for which you practise.')}
        ${t('You cannot choose another one later. If you are a coordinator, choose a national coordinator: then you get the lessons for coordinators.')}</p>
      ${form({
        id: 'join',
        heading: t('Choose an authority'),
        fields: this.fields(),
        buttons: submitButton(this, t('Begin to practise')),
        submit: () => this.join(),
      })}
    </div>`
  }

  /** Codes of the countries of all that are offered, by name. */
  countries() {
    const codes = [...new Set(this.authorities.map(({country}) => country))]
    const named = codes.map((value) => ({value, text: countryName(value)}))
    return named.sort((one, other) => compareText(one.text, other.text))
  }

  /** The authorities of the country that is chosen. */
  offered() {
    const here = this.authorities.filter(({country}) => country === this.country)
    return here.map(({id, title, name}) => ({value: id, text: title || name}))
  }

  fields() {
    const {errors} = this
    return html`${selectField({
      pointer: '/country',
      label: t('Country'),
      value: this.country,
      options: [{value: '', text: t('Choose a country')}, ...this.countries()],
      errors,
      choose: (country) => {
        this.country = country
        this.authority = ''
      },
    })}
    ${selectField({
      pointer: '/authority',
      label: t('Authority'),
      value: this.authority,
      options: [{value: '', text: t('Choose an authority')}, ...this.offered()],
      errors,
      choose: (authority) => (this.authority = authority),
    })}
    ${textField({
      pointer: '/name',
      label: t('Your name, as others who practise see it'),
      hint: t('It may be invented.'),
      value: this.name,
      errors,
      type: (name) => (this.name = name),
    })}`
  }
}
