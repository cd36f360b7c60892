/**
 * Return the address of the page that shows a register whatever it says now, also one that is newer than the site.
 * @param {string} language code of the page's language
 * @param {string} id
 */
export function entryUrl(language, id) {
  return `/${language}/registers/entry/?id=${encodeURIComponent(id)}`
}
