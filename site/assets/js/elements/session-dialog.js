import {html} from 'lit'

import {Element} from '../element.js'
import {declineSignIn, openSignInWindow, sessionEvents} from '../session.js'
import {t} from '../texts.js'

/**
 * <imi-session-dialog> asks for a new sign-in when the session ends or has ended.
 *
 * The sign-in happens in a window of its own, so the page below stays as it is.
 */
export class SessionDialog extends Element {
  static properties = {reason: {state: true}}

  constructor() {
    super()
    /** @type {'ending' | 'ended'} */
    this.reason = 'ended'
  }

  connectedCallback() {
    super.connectedCallback()
    sessionEvents.addEventListener('ending', this.show)
    sessionEvents.addEventListener('ended', this.show)
    sessionEvents.addEventListener('renewed', this.hide)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    sessionEvents.removeEventListener('ending', this.show)
    sessionEvents.removeEventListener('ended', this.show)
    sessionEvents.removeEventListener('renewed', this.hide)
  }

  render() {
    const ended = this.reason === 'ended'
    return html`<dialog
      class="imi-dialog"
      aria-labelledby="session-title"
      aria-describedby="session-text"
      @close=${this.closed}
    >
      <h2 id="session-title">
        ${ended ? t('Your session has ended') : t('Your session ends in a moment')}
      </h2>
      <p id="session-text">
        ${ended
          ? t('Sign in again to go on; what you typed is still here.')
          : t('Sign in again now to go on without a break; what you typed stays here.')}
      </p>
      <p class="imi-hint">${t('The sign-in opens in a new window and closes by itself.')}</p>
      <div class="imi-buttons">
        <button class="ecl-button ecl-button--primary" type="button" @click=${openSignInWindow}>
          ${t('Sign in')}
        </button>
        <button class="ecl-button ecl-button--tertiary" type="button" @click=${this.hide}>
          ${t('Not now')}
        </button>
      </div>
    </dialog>`
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'))
  }

  /** @param {Event} event */
  show = async (event) => {
    this.reason = event.type === 'ending' ? 'ending' : 'ended'
    await this.updateComplete
    if (!this.dialog.open) this.dialog.showModal()
  }

  hide = () => {
    this.dialog?.close()
  }

  closed() {
    if (this.reason === 'ended') declineSignIn()
  }
}
