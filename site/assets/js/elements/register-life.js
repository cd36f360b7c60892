import {formatDate, formatNumber, languageName} from '../dates.js'
import {pageUrl} from '../texts.js'
import {MANY, labels, registerOf, safe} from './register-words.js'

/**
 * <imi-register-life> brings the page of a register up to date: the page was made with the site, and whoever keeps
 * the register changes the entry at any time. It says besides whether the register could be reached of late, and
 * how many requests it has spared. Without JavaScript, or where the API does not answer, the page stays as it was
 * made. Its words stand in data attributes.
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
    if (register === 'gone') return this.leave()
    this.mend(register)
    const {health, spared_this_year: spared} = register
    const lines = [health && this.reached(health), spared > 0 && this.spared(spared)]
    this.replaceChildren(...lines.filter(Boolean).map((line) => paragraph(String(line))))
  }

  /** Say that there is no such register any more, and nothing else: nobody is to be led there. */
  leave() {
    for (const each of this.page?.querySelectorAll('section, ol, dl, imi-proposal, [data-fact]:not([data-fact=name]), [data-unconfirmed]') ?? []) {
      each.remove()
    }
    this.replaceChildren(paragraph(this.dataset.gone ?? ''))
  }

  get page() {
    return this.closest('article')
  }

  /** @returns {Promise<Register | 'gone' | null>} */
  async register() {
    // Without an id the address would be that of the whole directory.
    const id = registerOf(this)
    if (!id) return 'gone'
    try {
      const answer = await fetch(`/api/registers/${encodeURIComponent(id)}`, {
        headers: {Accept: 'application/json', 'Accept-Language': this.lang},
        credentials: 'omit',
      })
      if (answer.status === 404) return 'gone'
      return answer.ok ? await answer.json() : null
    } catch {
      return null
    }
  }

  /**
   * Put what the entry says now in the place of what it said when the page was made.
   * @param {Register} register
   */
  mend(register) {
    const {name, language, url, answers, keys, languages, cost, confirmed_on, country_name: country, kind} = register
    const all = (/** @type {string} */ selector) => this.page?.querySelectorAll(selector) ?? []
    const place = (/** @type {string} */ fact) => this.page?.querySelector(`[data-fact=${fact}]`)
    const title = /** @type {HTMLElement | null | undefined} */ (place('name'))
    if (title) [title.textContent, title.lang] = [name, language]
    document.title = `${name} – IMI`
    place('country')?.replaceChildren(country)
    place('kind')?.replaceChildren(kind.label)
    const link = /** @type {HTMLAnchorElement | null | undefined} */ (place('url'))
    if (link && safe(url)) [link.href, link.textContent] = [url, url]
    place('answers')?.replaceChildren(
      ...answers.map(({label}) => Object.assign(document.createElement('li'), {textContent: label})),
    )
    place('keys')?.replaceChildren(labels(keys))
    for (const each of all('[data-fact=languages]')) each.replaceChildren(labels(languages, ', '))
    place('cost')?.replaceChildren(cost.label)
    this.mendSteps(register)
    this.mendMore(register)
    for (const each of all('[data-part]')) each.removeAttribute('hidden')
    for (const each of all('[data-unconfirmed]')) each.toggleAttribute('hidden', Boolean(confirmed_on))
    if (confirmed_on) place('confirmed_on')?.replaceChildren(formatDate(confirmed_on))
  }

  /**
   * Show those of the sentences that are true now.
   * @param {Register} register
   */
  mendSteps({languages, keys}) {
    const codes = languages.map(({code}) => code)
    const many = codes.length > MANY
    const mine = codes.includes(this.lang)
    /** @type {Record<string, boolean>} */
    const shown = {
      all: many,
      named: !many,
      choose: !many && mine && codes[0] !== this.lang,
      mine: !many && mine && codes[0] === this.lang,
      other: !many && !mine,
      number: keys.length > 1 && keys.some(({code}) => code === 'number'),
    }
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (this.page?.querySelectorAll('[data-step]') ?? [])) {
      each.hidden = !shown[each.dataset.step ?? '']
    }
  }

  /**
   * What not every entry says: shown where there is something.
   * @param {Register} register
   */
  mendMore({language, english_url, guidance, region, rhythm, contact, successor, areas, professions}) {
    const show = (/** @type {string} */ fact, /** @type {string} */ text, inner = 'dd') => {
      /** @type {HTMLElement | null} */
      let words = null
      for (const each of this.page?.querySelectorAll(`[data-fact=${fact}]`) ?? []) {
        each.toggleAttribute('hidden', !text)
        words = each.matches(inner) ? /** @type {HTMLElement} */ (each) : (each.querySelector(inner) ?? words)
      }
      if (words) words.textContent = text
      return words
    }
    const place = show('region', region)
    if (place) place.lang = language
    show('rhythm', rhythm?.label ?? '')
    show('areas', labels(areas))
    show('professions', labels(professions))
    const mail = /** @type {HTMLAnchorElement | null} */ (show('contact', contact, 'a'))
    if (mail) mail.href = `mailto:${encodeURIComponent(contact)}`
    const told = show('guidance', guidance?.text ?? '', 'p')
    if (told) told.lang = guidance?.language ?? language
    const elsewhere = guidance && guidance.language !== this.lang
    show('told-in', elsewhere ? languageName(guidance.language) : '', 'span')
    const english = /** @type {HTMLAnchorElement | null} */ (show('english_url', safe(english_url), 'a'))
    if (english) english.href = safe(english_url)
    const next = /** @type {HTMLAnchorElement | null} */ (show('successor', successor?.name ?? '', 'a'))
    if (next && successor) [next.href, next.lang] = [pageUrl('registers/entry/', {id: successor.id}), successor.language]
  }

  /** @param {NonNullable<Register['health']>} health */
  reached({state, reached_on}) {
    if (state === 'unknown') return this.dataset.unknown
    if (!reached_on) return this.dataset.never
    const words = state === 'unwell' || state === 'dead' ? this.dataset[state] : this.dataset.alive
    return words?.replace('{day}', formatDate(reached_on))
  }

  /** @param {number} count */
  spared(count) {
    return this.dataset.spared?.replace('{count}', formatNumber(count))
  }
}

/** @param {string} text */
function paragraph(text) {
  const line = document.createElement('p')
  line.textContent = text
  return line
}
