/**
 * <imi-register-life> says whether a register could be reached of late, and how many requests it has spared.
 * Without JavaScript, or where the API does not answer, it says nothing. Its words stand in data attributes.
 */

/** @typedef {import('../types.js').Register} Register */

export class RegisterLifeElement extends HTMLElement {
  static define(tag = 'imi-register-life', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  async connectedCallback() {
    const register = await this.register()
    if (!register) return
    const {health, spared_this_year: spared} = register
    const lines = [health && this.reached(health), spared > 0 && this.spared(spared)]
    this.replaceChildren(...lines.filter(Boolean).map((line) => paragraph(String(line))))
  }

  /** @returns {Promise<Register | null>} */
  async register() {
    try {
      const answer = await fetch(`/api/registers/${encodeURIComponent(this.dataset.id ?? '')}`, {
        headers: {Accept: 'application/json', 'Accept-Language': this.lang},
        credentials: 'omit',
      })
      return answer.ok ? await answer.json() : null
    } catch {
      return null
    }
  }

  /** @param {NonNullable<Register['health']>} health */
  reached({state, reached_on}) {
    if (!reached_on) return this.dataset.never
    const words = state === 'unwell' || state === 'dead' ? this.dataset[state] : this.dataset.alive
    const day = new Intl.DateTimeFormat(this.lang === 'en' ? 'en-IE' : this.lang, {dateStyle: 'long', timeZone: 'UTC'})
    return words?.replace('{day}', day.format(new Date(`${reached_on}T00:00Z`)))
  }

  /** @param {number} count */
  spared(count) {
    return this.dataset.spared?.replace('{count}', new Intl.NumberFormat(this.lang).format(count))
  }
}

/** @param {string} text */
function paragraph(text) {
  const line = document.createElement('p')
  line.textContent = text
  return line
}
