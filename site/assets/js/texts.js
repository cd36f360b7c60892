/**
 * The page's texts, in its language.
 *
 * A text is looked up by its English original. The file named by `data-texts`
 * on the root element maps originals to translations; a text with a count maps
 * to one form for each plural category of the language.
 */

/** @typedef {Record<string, string | number>} Facts */
/** @typedef {Record<string, string | Record<string, string>>} Texts */

/** @type {Texts} */
let texts = {}

/** Language of the page, as it stands in its root element. */
export function language() {
  return globalThis.document?.documentElement.lang || 'en'
}

/** Fetch the texts of this page. Without them the page speaks English. */
export async function loadTexts() {
  const address = document.documentElement.dataset.texts
  if (!address) return
  try {
    const answer = await fetch(address)
    if (answer.ok) useTexts(await answer.json())
  } catch (error) {
    console.warn('texts could not be fetched', error)
  }
}

/** @param {Texts} found */
export function useTexts(found) {
  texts = found
}

/**
 * Return the text whose English original is *msgid*, with {name} filled in.
 *
 * @param {string} msgid
 * @param {Facts} [facts]
 */
export function t(msgid, facts = {}) {
  const found = texts[msgid]
  return fill(typeof found === 'string' && found ? found : msgid, facts)
}

/**
 * Return the form of a text that goes with *count*; {count} is filled in.
 *
 * @param {string} one
 * @param {string} other
 * @param {number} count
 * @param {Facts} [facts]
 */
export function tn(one, other, count, facts = {}) {
  const shown = {count: new Intl.NumberFormat(language()).format(count), ...facts}
  const forms = texts[one]
  if (typeof forms === 'object') {
    const form = forms[new Intl.PluralRules(language()).select(count)] ?? forms.other
    if (form) return fill(form, shown)
  }
  return fill(count === 1 ? one : other, shown)
}

/**
 * Mark a text for translation that is shown later with `t`.
 *
 * @template {string} T
 * @param {T} msgid
 * @returns {T}
 */
export function N(msgid) {
  return msgid
}

/**
 * Return the address of a page of ours in the reader's language.
 *
 * @param {string} path below the language, such as 'workspace/case/'
 * @param {Record<string, string>} [query]
 */
export function pageUrl(path, query = {}) {
  const search = new URLSearchParams(query).toString()
  return `/${language()}/${path}${search && `?${search}`}`
}

/**
 * Return *path* if it leads to a page of ours, else the workspace.
 *
 * @param {string} path
 */
export function ownPath(path) {
  const address = new URL(path, location.origin)
  const ours = address.origin === location.origin && path.startsWith('/')
  return ours ? address.pathname + address.search + address.hash : `/${language()}/workspace/`
}

/**
 * @param {string} text
 * @param {Facts} facts
 */
function fill(text, facts) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole))
}
