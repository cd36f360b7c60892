import {formatMoment} from '../dates.js'

/**
 * <imi-status> says whether everything works, and what does not, as the API tells. It asks again every minute while
 * somebody looks. Its words stand in data attributes, the parts of the system in the page.
 */

/** How often the API is asked. */
const EACH_MS = 60_000

export class StatusElement extends HTMLElement {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #asking

  static define(tag = 'imi-status', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  connectedCallback() {
    this.#asking = setInterval(() => {
      if (!document.hidden) void this.ask()
    }, EACH_MS)
    void this.ask()
  }

  disconnectedCallback() {
    clearInterval(this.#asking)
  }

  async ask() {
    this.show(await this.health())
    this.hidden = false
  }

  /** @returns {Promise<import('../types.js').Health | null>} */
  async health() {
    try {
      const answer = await fetch('/api/health', {
        headers: {Accept: 'application/json', 'Accept-Language': this.lang},
        credentials: 'omit',
        cache: 'no-store',
      })
      return answer.ok ? await answer.json() : null
    } catch {
      return null
    }
  }

  /** @param {import('../types.js').Health | null} health null where there was no answer */
  show(health) {
    const {fine, disturbed, silent, works, since, version} = this.dataset
    const told = !health ? silent : health.troubles.length ? disturbed : fine
    const said = /** @type {HTMLElement} */ (this.querySelector('[role=status] strong'))
    // What is the same is not said again.
    if (said.textContent !== told) said.textContent = told ?? ''
    this.querySelector('dl')?.toggleAttribute('hidden', !health)
    const troubles = new Map(health?.troubles.map((each) => [each.part, each.since]))
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('[data-name]'))) {
      const from = troubles.get(place.dataset.name ?? '')
      place.textContent = (from ? since?.replace('{moment}', formatMoment(from)) : works) ?? ''
    }
    const hint = this.querySelector('.imi-hint')
    if (hint) hint.textContent = health ? (version ?? '').replace('{version}', health.version) : ''
  }
}
