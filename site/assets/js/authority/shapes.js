/** How the fields of an authority travel, and how they are edited: one by one, each title too. */

/** @typedef {import('../types.js').AuthorityRecord} AuthorityRecord */
/** @typedef {import('../types.js').AuthorityPart} Part */
/** @typedef {import('../types.js').AuthoritySummary} AuthoritySummary */
/** @typedef {import('./edits.js').Values} Values */

const TITLE = 'titles/'

/**
 * @param {AuthorityRecord} record
 * @returns {Values}
 */
export function fieldsOf({titles, ...record}) {
  const named = Object.entries(titles).map(([code, title]) => [TITLE + code, title])
  return {...record, ...Object.fromEntries(named)}
}

/**
 * Return the merge patch that makes *typed* of what is stored.
 *
 * @param {Values} typed
 */
export function patchOf(typed) {
  /** @type {Values} */
  const patch = {}
  /** @type {Values} */
  const titles = {}
  for (const [name, value] of Object.entries(typed)) {
    if (name.startsWith(TITLE)) titles[name.slice(TITLE.length)] = String(value).trim() || null
    else patch[name] = value
  }
  return Object.keys(titles).length ? {...patch, titles} : patch
}

/**
 * @param {Part | undefined} part none for a legal area that is to be added
 * @returns {Values}
 */
export function partFields(part) {
  return {
    kind: part?.kind ?? 'competent_authority',
    access: part?.access ?? 'granted',
    access_coordinator: part?.access_coordinator?.id ?? null,
    request_coordinators: part?.request_coordinators.map(({id}) => id) ?? [],
    linked_coordinators: part?.linked_coordinators.map(({id}) => id) ?? [],
    approves_sending: part?.approves_sending ?? false,
    approves_reply: part?.approves_reply ?? false,
    allocation: part?.allocation ?? false,
  }
}

/**
 * Return every other authority that *record* names, by its id.
 *
 * @param {AuthorityRecord} record
 * @returns {Map<string, AuthoritySummary>}
 */
export function othersOf(record) {
  const named = [record.validating_coordinator, record.successor]
  for (const part of Object.values(record.parts)) {
    named.push(part.access_coordinator, ...part.request_coordinators, ...part.linked_coordinators)
  }
  return new Map(named.flatMap((one) => (one ? [[one.id, one]] : [])))
}
