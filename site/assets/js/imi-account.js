import {html, nothing} from 'lit'

import {chooseAuthority} from './acting.js'
import {languageName, countryCode} from './dates.js'
import {Element} from './element.js'
import {authorityName} from './elements/authority.js'
import {chooseLanguage, loadMe, meEvents} from './me.js'
import {announce} from './page.js'
import {ensureSession, signOut, sub} from './session.js'
import {language, pageUrl, t} from './texts.js'

/**
 * <imi-account> says who is signed in and for which authority, and signs out.
 * The way out stands there even when nothing can be said about who it is.
 *
 * Where the page is not in the language of the profile it offers both ways out:
 * the page in the language of the profile, or the profile in that of the page.
 */
export class AccountElement extends Element {
  static properties = {me: {state: true}}

  constructor() {
    super()
    /** @type {import('./types.js').Me | undefined} */
    this.me = undefined
  }

  async connectedCallback() {
    super.connectedCallback()
    meEvents.addEventListener('changed', this.#renew)
    try {
      await ensureSession()
      this.me = await loadMe()
    } catch (error) {
      console.warn('the account cannot be shown', error) // the page itself says what is wrong
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    meEvents.removeEventListener('changed', this.#renew)
  }

  #renew = async () => {
    this.me = await loadMe()
  }

  render() {
    if (!sub()) return nothing
    return html`<div class="imi-account">
      ${this.me ? this.whose(this.me) : nothing}
      <button class="imi-account__out" type="button" @click=${signOut}>${t('Sign out')}</button>
      <a class="imi-account__helpdesk" href=${this.helpdesk()}>${t('National helpdesk')}</a>
    </div>`
  }

  /** Where the help site tells whom to ask in the country of the official's authority. */
  helpdesk() {
    const country = this.me?.authority.country
    const place = country ? `#${countryCode(country)}` : ''
    return `/${language()}/contacts/${place}`
  }

  /** @param {import('./types.js').Me} me */
  whose(me) {
    return html`<a class="imi-account__name" href=${pageUrl('workspace/profile/')}>${me.name}</a>
      <span class="imi-account__authority">${this.authority(me)}</span>
      ${me.language === language() ? nothing : this.otherLanguage(me.language)}`
  }

  /** @param {import('./types.js').Me} me */
  authority(me) {
    if (me.authorities.length < 2) return authorityName(me.authority)
    return html`<label class="ecl-u-sr-only" for="acting-for">${t('You act for')}</label>
      <select class="imi-account__choice" id="acting-for" @change=${actFor}>
        ${me.authorities.map(
          ({authority}) =>
            html`<option value=${authority.id} ?selected=${authority.id === me.authority.id}>
              ${authority.title || authority.name}
            </option>`,
        )}
      </select>`
  }

  /** @param {string} profile */
  otherLanguage(profile) {
    const here = location.pathname.replace(/^\/[a-z]{2}\//, `/${profile}/`) + location.search
    return html`<a class="imi-account__language" href=${here} hreflang=${profile}
        >${t('Language of your profile: {language}', {language: languageName(profile)})}</a
      >
      <button class="imi-account__out" type="button" @click=${this.adopt}>
        ${t('Use the language of this page')}
      </button>`
  }

  async adopt() {
    await chooseLanguage(language())
    announce(t('Your profile is now in the language of this page.'))
  }
}

/** @param {Event} event */
function actFor(event) {
  chooseAuthority(/** @type {HTMLSelectElement} */ (event.currentTarget).value)
  location.assign(location.pathname.replace(/(\/workspace\/).*/, '$1'))
}
