import {formatDate} from '../dates.js'

/**
 * <imi-contacts> brings the contacts of each country up to date: the page was made with the site, and
 * coordinators change them at any time. Without JavaScript, or where the API does not answer, the
 * page stays as it was made. Its words stand in data attributes.
 */

/** @typedef {import('../types.js').CountryRow} Country */
/** @typedef {Country['coordinator']} Contact */

export class ContactsElement extends HTMLElement {
  static define(tag = 'imi-contacts', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  async connectedCallback() {
    for (const country of await this.countries()) {
      const facts = this.querySelector(`#${CSS.escape(country.shown_as)}`)?.parentElement?.querySelector('dl')
      facts?.replaceChildren(...this.facts(country))
    }
  }

  /** @returns {Promise<Country[]>} */
  async countries() {
    try {
      const answer = await fetch('/api/countries', {
        headers: {Accept: 'application/json', 'Accept-Language': this.lang},
        credentials: 'omit',
      })
      return answer.ok ? (await answer.json()).items : []
    } catch {
      return []
    }
  }

  /** @param {Country} country */
  facts({coordinator, helpdesk, courses, news}) {
    return [
      ...this.contact(this.dataset.coordinator, coordinator),
      ...this.contact(this.dataset.helpdesk, helpdesk),
      ...this.list(
        this.dataset.courses,
        courses.map(({title, language, website, starts_on, place}) => [
          ...this.linked(title, language, website),
          `, ${[formatDate(starts_on), place].filter(Boolean).join(', ')}`,
        ]),
      ),
      ...this.list(
        this.dataset.news,
        news.map(({title, language, website, published_on}) => [
          ...this.linked(title, language, website),
          `, ${formatDate(published_on)}`,
        ]),
      ),
    ]
  }

  /**
   * @param {string | undefined} title
   * @param {Contact} found
   */
  contact(title, {name, language, website, email, phone, source, confirmed}) {
    /** @type {(Node | string)[][]} */
    const lines = [
      name ? [text('span', name, language, this.lang)] : [small('span', this.dataset.unknown)],
      ...(website ? [[link(website, website)]] : []),
      ...(email ? [[link(`mailto:${email}`, email)]] : []),
      ...(phone ? [[phone]] : []),
      ...(source ? [[small('small', this.dataset.source?.replace('{names}', source))]] : []),
    ]
    if (name && !confirmed) lines[0]?.push(' ', tag(this.dataset.unconfirmed))
    return described(title, lines)
  }

  /**
   * @param {string | undefined} title
   * @param {(Node | string)[][]} lines
   */
  list(title, lines) {
    return lines.length ? described(title, lines) : []
  }

  /**
   * @param {string} title
   * @param {string} language of the title
   * @param {string | null} website
   */
  linked(title, language, website) {
    const said = text('span', title, language, this.lang)
    if (!website) return [said]
    const anchor = link(website, '')
    anchor.append(said)
    return [anchor]
  }
}

/**
 * @param {string | undefined} title
 * @param {(Node | string)[][]} lines
 */
function described(title, lines) {
  const term = document.createElement('dt')
  term.textContent = title ?? ''
  const facts = document.createElement('dd')
  for (const [n, line] of lines.entries()) {
    if (n) facts.append(document.createElement('br'))
    facts.append(...line)
  }
  return [term, facts]
}

/**
 * @param {string} address which the API has checked
 * @param {string} said
 */
function link(address, said) {
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.textContent = said
  return anchor
}

/**
 * @param {string} name of the element
 * @param {string} said
 * @param {string | null} language of what is said
 * @param {string} page language of the page
 */
function text(name, said, language, page) {
  const element = document.createElement(name)
  element.textContent = said
  if (language && language !== page) element.lang = language
  return element
}

/**
 * @param {string} name of the element
 * @param {string | undefined} said
 */
function small(name, said) {
  const element = document.createElement(name)
  element.className = 'imi-hint'
  element.textContent = said ?? ''
  return element
}

/** @param {string | undefined} said */
function tag(said) {
  const element = document.createElement('span')
  element.className = 'imi-tag'
  element.textContent = said ?? ''
  return element
}
