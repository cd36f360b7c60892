/**
 * Which part of the users' page is open. It stands in the address behind `#`,
 * so that "back" works and nothing typed is lost on the way.
 *
 * @typedef {{view: 'list' | 'add' | 'change' | 'remove', id: string}} Route
 */

const ONE = /^#(change|remove)-([A-Za-z0-9-]+)$/

export const LIST = '#users'
export const ADD = '#add'

/**
 * Return the part that *hash* names, or null where it names none.
 *
 * @param {string} hash
 * @returns {Route | null}
 */
export function read(hash) {
  if (hash === '' || hash === '#' || hash === LIST) return {view: 'list', id: ''}
  if (hash === ADD) return {view: 'add', id: ''}
  const [, view, id] = ONE.exec(hash) ?? []
  return view && id ? {view: /** @type {'change' | 'remove'} */ (view), id} : null
}

/** @param {string} id of an official */
export const change = (id) => `#change-${id}`

/** @param {string} id of an official */
export const remove = (id) => `#remove-${id}`
