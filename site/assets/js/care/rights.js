/** What an authority coordinates, as its record says. */

/** @typedef {Pick<import('../types.js').AuthorityRecord, 'parts'>} Parts */

/** @param {Parts} record */
export function isNational({parts}) {
  return Object.values(parts).some(({kind}) => kind === 'national_coordinator')
}

/**
 * Return the codes of the legal areas in which it is a coordinator.
 *
 * @param {Parts} record
 */
export function coordinatedAreas({parts}) {
  return Object.entries(parts)
    .filter(([, {kind, access}]) => kind !== 'competent_authority' && access === 'granted')
    .map(([area]) => area)
}
