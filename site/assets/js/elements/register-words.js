/** What the public pages of registers have in common. */

/** More languages than are named one by one. */
export const MANY = 20

/**
 * The register that a page is about: the one that it was made for, or, on the page for those that are newer than the
 * site, the one that its address names.
 * @param {HTMLElement} element
 */
export function registerOf(element) {
  return element.dataset.id || (new URLSearchParams(location.search).get('id') ?? '')
}

/**
 * @param {readonly {label: string}[]} things
 * @param {string} [between]
 */
export function labels(things, between = ' · ') {
  return things.map(({label}) => label).join(between)
}

/**
 * Return *url*, which the API has checked, or '': nothing but a page on the web is ever led to.
 * @param {string} url
 */
export function safe(url) {
  return url.startsWith('https://') ? url : ''
}
