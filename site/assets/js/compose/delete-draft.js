import {html} from 'lit'

import {Element} from '../element.js'
import {isSecondOfDouble} from '../elements/forms.js'
import {t} from '../texts.js'

/** <imi-delete-draft> asks once more before a `delete-draft` event goes out. */
export class DeleteDraftElement extends Element {
  render() {
    return html`
      <button class="ecl-button ecl-button--tertiary" type="button" @click=${this.ask}>
        ${t('Delete draft')}
      </button>
      <dialog class="imi-dialog" aria-labelledby="delete-title" aria-describedby="delete-text">
        <h2 class="imi-h2" id="delete-title">${t('Delete this draft?')}</h2>
        <p id="delete-text">${t('It cannot be undone. Nobody outside your authority has seen the draft.')}</p>
        <div class="imi-buttons">
          <button
            class="ecl-button ecl-button--secondary imi-button--danger"
            type="button"
            @click=${this.confirm}
          >
            ${t('Delete draft')}
          </button>
          <button class="ecl-button ecl-button--secondary" type="button" autofocus @click=${this.close}>
            ${t('Keep draft')}
          </button>
        </div>
      </dialog>
    `
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'))
  }

  ask() {
    this.dialog.showModal()
  }

  close() {
    this.dialog.close()
  }

  /** @param {MouseEvent} event */
  confirm(event) {
    if (isSecondOfDouble(event)) return
    this.close()
    this.dispatchEvent(new CustomEvent('delete-draft', {bubbles: true}))
  }
}
