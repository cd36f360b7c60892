/** The parts of the page, as its address names them. */

/** @typedef {{view: 'overview' | 'edit' | 'ask' | 'report' | 'step' | 'area', name?: string}} Route name: of step or area */

export const EDIT = '#edit'
export const OVERVIEW = '#overview'

/** A legal area that access is asked for. */
export const ASK = '#ask'

/** What the authority's requests hold of a person. */
export const REPORT = '#report'

/** A legal area that is to be added. */
export const NEW_AREA = '+'

/** @param {string} action */
export const step = (action) => `#step-${action}`

/** @param {string} area */
export const area = (area) => `#area-${area}`

/**
 * @param {string} hash
 * @returns {Route | undefined} nothing for an address that names a place on the page
 */
export function read(hash) {
  if (hash === EDIT) return {view: 'edit'}
  if (hash === ASK) return {view: 'ask'}
  if (hash === REPORT) return {view: 'report'}
  if (hash === OVERVIEW || !hash) return {view: 'overview'}
  const [, view, name] = hash.match(/^#(step|area)-(.+)$/) ?? []
  return view ? {view: /** @type {'step' | 'area'} */ (view), name: name ?? ''} : undefined
}
