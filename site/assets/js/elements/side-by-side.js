/**
 * <imi-side-by-side> puts the question sets of a second language beside those of the page.
 * Without JavaScript the second one is the language that the page was built with.
 */

/**
 * @typedef {Record<string, [[string, boolean][], string[]]>} Questions by its code, the pieces of
 *   each question, and its ready answers
 */

export class SideBySideElement extends HTMLElement {
  static define(tag = 'imi-side-by-side', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  connectedCallback() {
    const choice = /** @type {HTMLElement} */ (this.querySelector('.imi-sets__choice'))
    const select = /** @type {HTMLSelectElement} */ (choice.querySelector('select'))
    choice.hidden = false
    this.shown = select.value
    const wanted = new URLSearchParams(location.search).get('with')
    if ([...select.options].some(({value}) => value === wanted)) {
      select.value = wanted ?? select.value
      this.choose(select)
    }
    select.addEventListener('change', () => this.choose(select))
  }

  /**
   * Show the language chosen; where it cannot be had, the one before stays chosen.
   *
   * @param {HTMLSelectElement} select
   */
  async choose(select) {
    const option = select.selectedOptions[0]
    if (!option?.dataset.file) return
    try {
      const questions = await this.load(option.dataset.file)
      if (select.value === option.value) this.show(option, questions)
    } catch (error) {
      console.warn(error)
      if (select.value === option.value) select.value = this.shown ?? select.value
    }
  }

  /**
   * @param {HTMLOptionElement} option
   * @param {Questions} questions
   */
  show(option, questions) {
    this.shown = option.value
    history.replaceState(null, '', `?with=${option.value}${location.hash}`)
    for (const name of this.querySelectorAll('.imi-sets__name')) {
      name.setAttribute('lang', option.value)
      name.textContent = option.text.split(' – ')[1] ?? option.text
    }
    for (const cell of this.querySelectorAll('.imi-sets__other')) {
      cell.setAttribute('lang', option.value)
      const code = /** @type {HTMLElement} */ (cell).dataset.question ?? ''
      const [pieces, answers] = questions[code] ?? [[], []]
      cell.replaceChildren(...pieces.map(shown), ...listed(answers))
    }
  }

  /**
   * @param {string} file
   * @returns {Promise<Questions>}
   */
  async load(file) {
    const answer = await fetch(file)
    if (!answer.ok) throw new Error(`${answer.status}: ${file}`)
    return answer.json()
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

/** @param {string[]} answers */
function listed(answers) {
  if (!answers.length) return []
  const words = document.createElement('small')
  words.textContent = answers.join(' · ')
  return [document.createElement('br'), words]
}
