import {registerOf} from './register-words.js'

/**
 * <imi-proposal> lets any reader tell those who look after an entry what is wrong with it. It needs the API, so
 * that without JavaScript nothing is offered. Its words stand in the page.
 */

export class ProposalElement extends HTMLElement {
  static define(tag = 'imi-proposal', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  connectedCallback() {
    this.querySelector('details')?.removeAttribute('hidden')
    this.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.send(/** @type {HTMLFormElement} */ (event.currentTarget))
    })
  }

  /** @param {HTMLFormElement} form */
  async send(form) {
    const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'))
    if (button.ariaDisabled === 'true') return
    const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('text'))
    field.value = field.value.trim()
    if (!form.reportValidity()) return
    button.ariaDisabled = 'true'
    const {status, why} = await this.post(field.value)
    button.ariaDisabled = 'false'
    const {sent, failed, many} = this.dataset
    const told = /** @type {HTMLElement} */ (form.querySelector('[role=status]'))
    told.textContent = (status === 204 ? sent : status === 429 ? many : why || failed) ?? ''
    if (status === 204) form.reset()
  }

  /**
   * @param {string} text
   * @returns {Promise<{status: number, why: string}>} the status of the answer, 0 where there is none; and what is wrong
   */
  async post(text) {
    try {
      const answer = await fetch(`/api/registers/${encodeURIComponent(registerOf(this))}/proposals`, {
        method: 'POST',
        headers: {'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': this.lang},
        body: JSON.stringify({text}),
        credentials: 'omit',
      })
      const problem = answer.status === 422 ? await answer.json() : null
      return {status: answer.status, why: problem?.errors?.[0]?.detail ?? ''}
    } catch {
      return {status: 0, why: ''}
    }
  }
}
