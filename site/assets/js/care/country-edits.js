/** What is told of a country, field by field, and how it travels. */

/** @typedef {import('../authority/edits.js').Values} Values */
/** @typedef {import('../types.js').CountryRecord} CountryRecord */
/** @typedef {'coordinator' | 'helpdesk'} Office */

export const OFFICES = /** @type {const} */ (['coordinator', 'helpdesk'])
export const CONTACT = /** @type {const} */ (['name', 'language', 'website', 'email', 'phone'])

/**
 * @param {CountryRecord} record
 * @returns {Values} 'helpdesk/phone' and so on; courses and news as whole lists
 */
export function fieldsOf(record) {
  const contacts = OFFICES.flatMap((office) =>
    CONTACT.map((name) => [`${office}/${name}`, record[office][name] ?? '']),
  )
  const {courses, news} = record
  return {...Object.fromEntries(contacts), courses, news}
}

/**
 * Return the merge patch that makes *typed* of what is stored.
 *
 * @param {Values} typed
 */
export function patchOf(typed) {
  /** @type {Record<string, any>} */
  const patch = {}
  for (const [name, value] of Object.entries(typed)) {
    const [part = '', field] = name.split('/')
    if (!field) patch[part] = value
    else patch[part] = {...patch[part], [field]: String(value).trim() || null}
  }
  return patch
}
