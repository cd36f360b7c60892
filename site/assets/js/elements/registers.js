import {formatDate, formatNumber} from '../dates.js'
import {pageUrl} from '../texts.js'
import {MANY, labels, safe} from './register-words.js'

/**
 * <imi-registers> narrows the directory of registers down to what is chosen. Without JavaScript all of them
 * stand there, by country and by what they answer. What is chosen stands in the address.
 */

/** @typedef {import('../types.js').Register} Register */

/** How long nobody types before the API is asked. */
const PAUSE_MS = 300

/** Stands for registers of all countries, which are those of each. */
const ALL = 'EU'

/** By name of the choice: where an entry says what it has of it. */
const HAS = Object.freeze(
  /** @type {Record<string, string>} */ ({
    answer: 'answers', area: 'areas', profession: 'professions', language: 'languages',
  }),
)
const CHOICES = ['words', 'country', ...Object.keys(HAS)]

export class RegistersElement extends HTMLElement {
  static define(tag = 'imi-registers', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  connectedCallback() {
    const form = this.querySelector('form')
    if (!form) return
    const chosen = new URLSearchParams(location.search)
    for (const name of CHOICES) choose(field(form, name), chosen.get(name) ?? '')
    free(form).checked = chosen.has('free')
    form.hidden = false
    form.addEventListener('submit', (event) => event.preventDefault())
    for (const event of ['change', 'input']) form.addEventListener(event, () => this.narrow(form))
    this.show(form)
    void this.refresh(form).then(() => this.ask(form))
  }

  /**
   * Bring the entries up to date: the page was made with the site, and entries change at any time.
   * @param {HTMLFormElement} form
   */
  async refresh(form) {
    const found = await all(this.lang)
    if (!found) return
    const known = new Set(found.map(({id}) => id))
    for (const entry of this.querySelectorAll('.imi-register')) if (!known.has(entry.id)) entry.remove()
    for (const register of found) this.put(register)
    if (found.some(({confirmed_on}) => confirmed_on)) this.querySelector('[data-nobody]')?.remove()
    this.show(form)
    const wanted = location.hash.slice(1)
    if (known.has(wanted)) document.getElementById(wanted)?.scrollIntoView()
  }

  /**
   * Bring one entry up to date, or add one that was not there when the page was made.
   * @param {Register} register
   */
  put(register) {
    const section = this.querySelector(`[data-country="${CSS.escape(register.shown_as)}"]`)
    const there = document.getElementById(register.id)
    const blank = /** @type {HTMLTemplateElement | null} */ (this.querySelector('#register-card'))
    const entry = there ?? blank?.content.firstElementChild?.cloneNode(true)
    if (!(entry instanceof HTMLElement)) return
    fill(entry, register)
    if (there) return
    // It has no page of its own until the site is made anew.
    const link = /** @type {HTMLAnchorElement} */ (entry.querySelector('.imi-register__name a'))
    link.href = pageUrl('registers/entry/', {id: register.id})
    section?.append(entry)
  }

  /** What the API has found for which words: it knows all languages, and forgives a slip. */
  hits = {words: '', ids: /** @type {ReadonlySet<string>} */ (new Set())}
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #asking

  /**
   * Ask the API for the words in *form*, once nobody types any more.
   * @param {HTMLFormElement} form
   */
  ask(form) {
    clearTimeout(this.#asking)
    const words = field(form, 'words').value.trim()
    if (!words || words === this.hits.words) return
    this.#asking = setTimeout(async () => {
      const found = await all(this.lang, words)
      if (!found || field(form, 'words').value.trim() !== words) return
      this.hits = {words, ids: new Set(found.map(({id}) => id))}
      this.show(form)
    }, PAUSE_MS)
  }

  /** @param {HTMLFormElement} form */
  narrow(form) {
    const chosen = new URLSearchParams()
    for (const name of CHOICES) {
      const value = field(form, name).value.trim()
      if (value) chosen.set(name, value)
    }
    if (free(form).checked) chosen.set('free', '')
    const query = chosen.toString()
    history.replaceState(null, '', `${location.pathname}${query && `?${query}`}`)
    this.show(form)
    this.ask(form)
  }

  /**
   * Show what fits, and how much that is.
   *
   * @param {HTMLFormElement} form
   */
  show(form) {
    const wanted = Object.fromEntries(CHOICES.map((name) => [name, field(form, name).value.trim()]))
    const words = plain(wanted.words ?? '').split(/\s+/).filter(Boolean)
    const known = this.hits.words === wanted.words ? this.hits.ids : null
    const mustBeFree = free(form).checked
    let count = 0
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('[data-country]'))) {
      const {country = ''} = section.dataset
      const heading = section.querySelector('h3')?.textContent ?? ''
      let some = false
      for (const entry of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll('.imi-register'))) {
        const fits =
          (!wanted.country || [wanted.country, ALL].includes(country)) &&
          has(entry, wanted) &&
          (!mustBeFree || entry.dataset.cost !== 'fee') &&
          (!words.length || (known ? known.has(entry.id) : holds(`${heading} ${entry.textContent}`, words)))
        entry.hidden = !fits
        some ||= fits
        count += Number(fits)
      }
      section.hidden = !some
    }
    const narrowed = mustBeFree || Object.values(wanted).some(Boolean)
    for (const index of this.querySelectorAll('.imi-registers__index')) {
      index.toggleAttribute('hidden', narrowed)
    }
    const status = /** @type {HTMLElement} */ (form.querySelector('[role=status]'))
    const shown = formatNumber(count)
    status.textContent = count ? (this.dataset.shown ?? '').replace('{count}', shown) : (this.dataset.none ?? '')
  }
}

/**
 * Read the whole directory; null where the API does not answer.
 * @param {string} language
 * @param {string} [words] that they must fit; all of them without
 * @returns {Promise<Register[] | null>}
 */
async function all(language, words = '') {
  /** @type {Register[]} */
  const found = []
  let cursor = ''
  try {
    do {
      const answer = await fetch(`/api/registers?${new URLSearchParams({limit: '100', ...(words && {q: words}), ...(cursor && {cursor})})}`, {
        headers: {Accept: 'application/json', 'Accept-Language': language},
        credentials: 'omit',
      })
      if (!answer.ok) return null
      const {items, next} = await answer.json()
      found.push(...items)
      cursor = next ?? ''
    } while (cursor)
  } catch {
    return null
  }
  return found
}

/**
 * @param {HTMLElement} entry
 * @param {Register} register
 */
function fill(entry, register) {
  const {id, name, language, kind, url, answers, keys, languages, areas, professions, cost, confirmed_on, successor} = register
  entry.id = id
  Object.assign(entry.dataset, {
    answers: codes(answers), languages: codes(languages), areas: codes(areas), professions: codes(professions),
    cost: cost.code,
  })
  const place = (/** @type {string} */ fact) => /** @type {HTMLElement | null} */ (entry.querySelector(`[data-fact=${fact}]`))
  const title = /** @type {HTMLElement} */ (entry.querySelector('.imi-register__name a'))
  title.textContent = name
  title.lang = language
  place('kind')?.replaceChildren(kind.label)
  place('unconfirmed')?.toggleAttribute('hidden', Boolean(confirmed_on))
  const link = /** @type {HTMLAnchorElement} */ (place('url'))
  link.href = safe(url)
  link.textContent = url
  place('answers')?.replaceChildren(labels(answers))
  place('keys')?.replaceChildren(labels(keys))
  const spoken = place('languages')
  spoken?.replaceChildren(languages.length > MANY ? (spoken.dataset.all ?? '') : labels(languages, ', '))
  for (const each of entry.querySelectorAll('[data-fact=confirmed]')) {
    each.toggleAttribute('hidden', !confirmed_on)
    if (confirmed_on && each.matches('dd')) each.textContent = formatDate(confirmed_on)
  }
  const replaced = place('successor')
  replaced?.toggleAttribute('hidden', !successor)
  const next = replaced?.querySelector('a')
  if (next && successor) [next.href, next.lang, next.textContent] = [pageUrl('registers/entry/', {id: successor.id}), successor.language, successor.name]
  place('cost')?.replaceChildren(cost.label)
}

/** @param {readonly {code: string}[]} things */
function codes(things) {
  return things.map(({code}) => code).join(' ')
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function field(form, name) {
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name))
}

/** @param {HTMLFormElement} form */
function free(form) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem('free'))
}

/**
 * Put *value*, which an address names, into *field*, if it can be chosen there.
 * @param {HTMLInputElement | HTMLSelectElement} field
 * @param {string} value
 */
function choose(field, value) {
  const may = !('options' in field) || [...field.options].some((option) => option.value === value)
  field.value = may ? value : ''
}

/**
 * Say whether *entry* has all that is *wanted* of it.
 * @param {HTMLElement} entry
 * @param {Record<string, string>} wanted
 */
function has(entry, wanted) {
  return Object.entries(HAS).every(
    ([name, where]) => !wanted[name] || (entry.dataset[where] ?? '').split(' ').includes(wanted[name] ?? ''),
  )
}

/**
 * @param {string} text
 * @param {readonly string[]} words without case and marks
 */
function holds(text, words) {
  const all = plain(text)
  return words.every((word) => all.includes(word))
}

/** @param {string} text */
function plain(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
