/**
 * <imi-registers> narrows the directory of registers down to what is chosen. Without JavaScript all of them
 * stand there, by country and by what they answer. What is chosen stands in the address.
 */

/** Stands for registers of all countries, which are those of each. */
const ALL = 'EU'
const CHOICES = ['country', 'answer', 'language']

export class RegistersElement extends HTMLElement {
  static define(tag = 'imi-registers', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  connectedCallback() {
    const form = this.querySelector('form')
    if (!form) return
    const chosen = new URLSearchParams(location.search)
    for (const name of CHOICES) {
      const field = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name))
      field.value = [...field.options].some(({value}) => value === chosen.get(name)) ? (chosen.get(name) ?? '') : ''
    }
    this.free(form).checked = chosen.has('free')
    form.hidden = false
    form.addEventListener('submit', (event) => event.preventDefault())
    form.addEventListener('change', () => this.choose(form))
    this.show(form)
  }

  /** @param {HTMLFormElement} form */
  free(form) {
    return /** @type {HTMLInputElement} */ (form.elements.namedItem('free'))
  }

  /** @param {HTMLFormElement} form */
  choose(form) {
    const chosen = new URLSearchParams()
    for (const name of CHOICES) {
      const {value} = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name))
      if (value) chosen.set(name, value)
    }
    if (this.free(form).checked) chosen.set('free', '')
    const query = chosen.toString()
    history.replaceState(null, '', `${location.pathname}${query && `?${query}`}`)
    this.show(form)
  }

  /**
   * Show what fits, and how much that is.
   *
   * @param {HTMLFormElement} form
   */
  show(form) {
    const [country, answer, language] = CHOICES.map(
      (name) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name)).value,
    )
    const free = this.free(form).checked
    let count = 0
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('[data-country]'))) {
      let some = false
      for (const entry of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll('.imi-register'))) {
        const {answers = '', languages = '', cost} = entry.dataset
        const fits =
          (!country || [country, ALL].includes(section.dataset.country ?? '')) &&
          (!answer || answers.split(' ').includes(answer)) &&
          (!language || languages.split(' ').includes(language)) &&
          (!free || cost !== 'fee')
        entry.hidden = !fits
        some ||= fits
        count += Number(fits)
      }
      section.hidden = !some
    }
    const narrowed = Boolean(country || answer || language || free)
    for (const index of this.querySelectorAll('.imi-registers__index')) {
      /** @type {HTMLElement} */ (index).hidden = narrowed
    }
    const status = /** @type {HTMLElement} */ (form.querySelector('[role=status]'))
    const shown = new Intl.NumberFormat(this.lang).format(count)
    status.textContent = count ? (this.dataset.shown ?? '').replace('{count}', shown) : (this.dataset.none ?? '')
  }
}
