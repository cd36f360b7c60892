/**
 * <imi-side-by-side> puts the question sets of a second language beside those of the page.
 * Without JavaScript the second one is the language that the page was built with.
 */

/** @typedef {Record<string, [string, boolean][]>} Questions pieces of each question, by its code */

const CHOICE = 'imi.second-language'

export class SideBySideElement extends HTMLElement {
  static define(tag = 'imi-side-by-side', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  connectedCallback() {
    const choice = /** @type {HTMLElement} */ (this.querySelector('.imi-sets__choice'))
    this.select = /** @type {HTMLSelectElement} */ (choice.querySelector('select'))
    choice.hidden = false
    this.select.addEventListener('change', () => this.choose())
    const kept = sessionStorage.getItem(CHOICE)
    if (kept && kept !== this.select.value && this.select.querySelector(`[value="${kept}"]`)) {
      this.select.value = kept
      this.choose()
    }
  }

  async choose() {
    const option = this.select?.selectedOptions[0]
    if (!option?.dataset.file) return
    const questions = await this.load(option.dataset.file)
    sessionStorage.setItem(CHOICE, option.value)
    for (const name of this.querySelectorAll('.imi-sets__name')) {
      name.setAttribute('lang', option.value)
      name.textContent = option.text.split(' – ')[1] ?? option.text
    }
    for (const cell of this.querySelectorAll('.imi-sets__other')) {
      cell.setAttribute('lang', option.value)
      const pieces = questions[/** @type {HTMLElement} */ (cell).dataset.question ?? ''] ?? []
      cell.replaceChildren(...pieces.map(shown))
    }
  }

  /**
   * @param {string} file
   * @returns {Promise<Questions>}
   */
  async load(file) {
    return (await fetch(file)).json()
  }
}

/** @param {[string, boolean]} piece */
function shown([text, isSlot]) {
  if (!isSlot) return text
  const slot = document.createElement('span')
  slot.className = 'imi-slot'
  slot.textContent = text
  return slot
}
