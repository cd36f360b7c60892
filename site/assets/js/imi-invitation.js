/** @import {Invitation} from './types.js' */

import {html, nothing} from 'lit'

import {ProblemError, visit} from './api.js'
import {formatDate} from './dates.js'
import {authorityName} from './elements/authority.js'
import {Page} from './page.js'
import {signIn} from './session.js'
import {pageUrl, t} from './texts.js'

const TOKEN = /^#([A-Za-z0-9_-]{20,100})$/

/**
 * <imi-invitation> shows what an invitation is for and accepts it, for somebody who has no session.
 *
 * The token stands behind the # of the address, so that no browser sends it along unasked.
 */
export class InvitationElement extends Page {
  constructor() {
    super()
    this.token = tokenIn(location.hash)
    /** @type {Invitation | undefined} */
    this.invitation = undefined
    this.over = false
  }

  connectedCallback() {
    super.connectedCallback()
    addEventListener('hashchange', this.#follow)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.#follow)
  }

  /** Nobody has to be signed in here. */
  async session() {}

  async load() {
    this.invitation = undefined
    this.over = !this.token
    if (this.over) return
    try {
      this.invitation = (await visit('/invitations/read', {token: this.token})).body
    } catch (error) {
      if (!isOver(error)) throw error
      this.over = true
    }
  }

  content() {
    const {invitation} = this
    if (this.over || !invitation) return this.#overView()
    return html`<div class="imi-stack">
      ${this.problems()} ${invitation.accepted ? this.#accepted(invitation) : this.#offer(invitation)}
    </div>`
  }

  /** @param {Invitation} invitation */
  #offer({authority, email, invited_until: end}) {
    return html`<p class="imi-lead">
        ${t('You have been registered as a user of IMI, with which authorities in Europe ask each other for information.')}
      </p>
      <dl class="imi-facts">
        <dt>${t('You are to act for')}</dt>
        <dd>
          ${authorityName(authority)}
          ${authority.title && authority.title !== authority.name
            ? html`<br /><span class="imi-hint" lang=${authority.language}>${authority.name}</span>`
            : nothing}
        </dd>
        <dt>${t('You sign in with')}</dt>
        <dd>${email}</dd>
        <dt>${t('The invitation ends on')}</dt>
        <dd><time datetime=${end}>${formatDate(end, {weekday: true})}</time></dd>
      </dl>
      <p>${t('Accept only if this is your own address and you work for this authority. Otherwise close this page.')}</p>
      <div class="imi-buttons">
        <button
          class="ecl-button ecl-button--primary"
          type="button"
          aria-disabled=${this.busy ? 'true' : nothing}
          aria-busy=${this.busy ? 'true' : nothing}
          @click=${this.accept}
        >
          ${t('Accept the invitation')}
        </button>
      </div>`
  }

  /** @param {Invitation} invitation */
  #accepted({email, sets_password: setsPassword}) {
    return html`<div class="imi-panel" id="done" tabindex="-1">
        <h2>${t('You have accepted the invitation')}</h2>
        <p>${t('Now sign in with {email}.', {email})}</p>
        ${setsPassword ? this.#firstSignIn() : nothing}
      </div>
      ${this.#signInButton()}`
  }

  /** Who comes back has a password and a second factor already. */
  #firstSignIn() {
    return html`<p>
        ${t('If you have no password yet, choose on the sign-in page that you have forgotten it. You get a code by e-mail, and with it you set a password.')}
      </p>
      <p>${t('Then you set up the second factor: an app on your telephone that shows codes.')}</p>`
  }

  #overView() {
    return html`<div class="imi-stack" id="over" tabindex="-1">
      ${this.problems()}
      <p class="imi-lead">${t('This invitation cannot be used.')}</p>
      <p>${t('It has been used or taken back, it has expired, or its address is incomplete.')}</p>
      <h2 class="imi-h2">${t('What you can do')}</h2>
      <ul>
        <li>${t('If you have accepted it before, sign in.')}</li>
        <li>${t('If you copied the address, copy all of it, or open the link in the e-mail.')}</li>
        <li>${t('Otherwise ask whoever registered you to send the invitation again.')}</li>
      </ul>
      ${this.#signInButton()}
    </div>`
  }

  #signInButton() {
    return html`<div class="imi-buttons">
      <button class="ecl-button ecl-button--primary" type="button" @click=${this.signIn}>${t('Sign in')}</button>
    </div>`
  }

  async accept() {
    const accepted = await this.attempt(async () => {
      try {
        this.invitation = (await visit('/invitations/accept', {token: this.token})).body
      } catch (error) {
        if (!isOver(error)) throw error
        // An earlier try was done, but its answer was lost.
        if (error.afterRetry && this.invitation) this.invitation.accepted = true
        else this.over = true
      }
    })
    this.requestUpdate()
    if (!accepted) return
    history.replaceState(null, '', location.pathname)
    await this.focusOn('#done, #over')
  }

  async signIn() {
    await this.attempt(() => signIn(pageUrl('workspace/')))
  }

  /** Another link was opened in this tab; or the page was moved within, which costs no token. */
  #follow = () => {
    const token = tokenIn(location.hash)
    if (token && token !== this.token) {
      this.token = token
      void this.reload().then(() => this.requestUpdate())
    } else if (this.token && !this.over && !this.invitation?.accepted) {
      history.replaceState(null, '', `#${this.token}`)
    }
  }
}

/** @param {string} hash */
function tokenIn(hash) {
  return TOKEN.exec(hash)?.[1] ?? ''
}

/**
 * @param {unknown} error
 * @returns {error is ProblemError}
 */
function isOver(error) {
  return error instanceof ProblemError && error.status === 404
}
