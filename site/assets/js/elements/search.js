/**
 * <imi-search> finds pages of the help site in the page's language. Its texts stand in
 * its attributes; without JavaScript it stays hidden, and the page lists all pages.
 */

/**
 * @typedef {object} Found
 * @property {string} url
 * @property {{title?: string, language?: string}} meta
 * @property {string} excerpt HTML, in which the words looked for are in <mark>
 */
/** @typedef {{results: {id: string, data(): Promise<Found>}[]}} Results */
/** @typedef {{search(words: string): Promise<Results>, options(options: object): Promise<void>}} Engine */

const SHOWN = 100
const PAUSE = 250
const ENTITIES = /** @type {Record<string, string>} */ ({
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
})

export class SearchElement extends HTMLElement {
  static define(tag = 'imi-search', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  /** @type {Promise<Engine> | undefined} */
  loading = undefined

  connectedCallback() {
    this.hidden = false
    this.field = /** @type {HTMLInputElement} */ (this.querySelector('input'))
    this.status = /** @type {HTMLElement} */ (this.querySelector('[role=status]'))
    this.list = /** @type {HTMLElement} */ (this.querySelector('ol'))
    this.field.value = new URLSearchParams(location.search).get('q') ?? ''
    this.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault()
      this.find()
    })
    this.field.addEventListener('input', () => {
      clearTimeout(this.later)
      this.later = setTimeout(() => this.find(), PAUSE)
    })
    if (this.field.value) this.find()
  }

  /** Look for the words in the field, show what is found, and keep them in the address. */
  async find() {
    clearTimeout(this.later)
    const words = this.field?.value.trim() ?? ''
    history.replaceState(null, '', words ? `?q=${encodeURIComponent(words)}` : location.pathname)
    if (!words) return this.show([], '')
    try {
      const results = await lookUp(await this.engine(), words)
      const found = await Promise.all(results.slice(0, SHOWN).map((one) => one.data()))
      if (words !== this.field?.value.trim()) return
      this.show(
        found,
        results.length
          ? `${this.dataset.found} ${results.length}`
          : (this.dataset.none ?? ''),
      )
    } catch (error) {
      this.show([], this.dataset.failed ?? '')
      console.warn(error)
    }
  }

  /**
   * @param {Found[]} found
   * @param {string} status
   */
  show(found, status) {
    this.list?.replaceChildren(...found.map(row))
    const all = this.parentElement?.querySelector('.imi-all-pages')
    if (all instanceof HTMLElement) all.hidden = found.length > 0
    if (this.status) this.status.textContent = status
  }

  /** The search engine, loaded when first wanted; a test may override it. */
  async engine() {
    const address = '/pagefind/pagefind.js'
    this.loading ??= import(address).then(prepared)
    this.loading.catch(() => (this.loading = undefined))
    return this.loading
  }
}

/**
 * Without a worker: our policy lets no script be started from an address.
 *
 * @param {Engine} engine
 */
async function prepared(engine) {
  await engine.options({noWorker: true, excerptLength: 24})
  return engine
}

/**
 * Pages with all of the words, or where there is none, pages with any of them.
 *
 * @param {Engine} engine
 * @param {string} words
 */
async function lookUp(engine, words) {
  const {results} = await engine.search(words)
  const single = words.split(/\s+/)
  if (results.length || single.length < 2) return results
  const found = new Map()
  for (const word of single) {
    for (const one of (await engine.search(word)).results) found.set(one.id, one)
  }
  return [...found.values()]
}

/** @param {Found} found */
function row(found) {
  const link = document.createElement('a')
  link.href = found.url
  link.textContent = found.meta.title ?? found.url
  const text = document.createElement('p')
  text.append(...pieces(found.excerpt))
  const item = document.createElement('li')
  item.className = 'imi-result'
  if (found.meta.language) item.lang = found.meta.language
  item.append(link, text)
  return item
}

/**
 * The excerpt as text and <mark> elements; whatever else looks like markup stays text.
 *
 * @param {string} excerpt
 */
export function pieces(excerpt) {
  return excerpt.split(/<mark>(.*?)<\/mark>/).map((piece, place) => {
    const text = piece.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    if (place % 2 === 0) return text
    const mark = document.createElement('mark')
    mark.textContent = text
    return mark
  })
}
