import {html} from 'lit'

import {Element} from './element.js'
import {nonceOf} from './second-window.js'
import {completeSignIn, signIn} from './session.js'
import {ownPath, pageUrl, t} from './texts.js'

/**
 * <imi-signed-in> finishes a sign-in and returns to the page asked for.
 *
 * In a second window it begins one, hands the tokens to the waiting tab and
 * closes itself.
 */
export class SignedInElement extends Element {
  static properties = {outcome: {state: true}}

  constructor() {
    super()
    /** @type {'working' | 'handed over' | 'failed'} */
    this.outcome = 'working'
  }

  connectedCallback() {
    super.connectedCallback()
    this.finish().catch((error) => {
      console.error(error)
      this.outcome = 'failed'
    })
  }

  async finish() {
    const address = new URL(location.href)
    const nonce = nonceOf(address)
    if (nonce) return signIn(pageUrl('workspace/'), nonce)
    history.replaceState(null, '', location.pathname)
    const {returnTo, handover} = await completeSignIn(address)
    if (!handover) return location.replace(ownPath(returnTo))
    this.outcome = 'handed over'
    window.close()
  }

  render() {
    if (this.outcome === 'working') {
      return html`<p class="imi-loading" role="status">${t('Signing you in…')}</p>`
    }
    if (this.outcome === 'handed over') return handedOver()
    return this.failed()
  }

  failed() {
    return html`<div class="ecl-notification ecl-notification--error" role="alert">
        <div class="ecl-notification__content">
          <div class="ecl-notification__title">${t('You are not signed in')}</div>
          <div class="ecl-notification__description">
            ${t('The sign-in could not be finished. Begin it again from here.')}
          </div>
        </div>
      </div>
      <div class="imi-buttons">
        <button class="ecl-button ecl-button--primary" type="button" @click=${this.again}>
          ${t('Sign in')}
        </button>
      </div>`
  }

  again() {
    return signIn(pageUrl('workspace/')).catch(() => (this.outcome = 'failed'))
  }
}

function handedOver() {
  return html`<div class="ecl-notification ecl-notification--success" role="status">
    <div class="ecl-notification__content">
      <div class="ecl-notification__title">${t('You are signed in')}</div>
      <div class="ecl-notification__description">
        ${t('Close this window and go on where you were.')}
      </div>
    </div>
  </div>`
}
