/**
 * <imi-languages> remembers the language chosen in the switcher that it wraps,
 * and takes query and anchor along, so that a case or a heading stays open in the new language.
 * Without JavaScript the links lead to the same page in the other language.
 */
export class LanguagesElement extends HTMLElement {
  static define(tag = 'imi-languages', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  connectedCallback() {
    this.addEventListener('click', (event) => this.choose(event))
    this.addEventListener('keydown', (event) => this.close(event))
  }

  /** @param {Event} event */
  choose(event) {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link) return
    this.remember(link.hreflang)
    link.search = this.query
    link.hash = location.hash
  }

  /** @param {KeyboardEvent} event */
  close(event) {
    const panel = this.querySelector('details')
    if (event.key !== 'Escape' || !panel?.open) return
    panel.open = false
    panel.querySelector('summary')?.focus()
  }

  /** @param {string} language Remembered for a year; the address / leads there. */
  remember(language) {
    const secure = location.protocol === 'https:' ? '; Secure' : ''
    document.cookie = `language=${language}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
  }

  /** Query string of this page; a test may override it. */
  get query() {
    return location.search
  }
}
