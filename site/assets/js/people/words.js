/** @import {Absence, Official} from '../types.js' */

import {formatDate, today} from '../dates.js'
import {N, t} from '../texts.js'

/** Rights in one legal area, the smallest first. */
const ROLES = {
  viewer: N('viewer'),
  handler: N('request handler'),
  allocator: N('allocator'),
  referral_handler: N('referral handler'),
  approver: N('approver'),
}

export const STANDINGS = {invited: N('Invited'), active: N('Active'), removed: N('Removed')}

/** @typedef {keyof typeof ROLES} Role */
/** @typedef {Record<string, string[]>} Roles by legal area */

export const ROLE_CODES = /** @type {Role[]} */ (Object.keys(ROLES))

/** @param {string} role */
export function roleName(role) {
  return t(ROLES[/** @type {Role} */ (role)] ?? role)
}

/** @param {Official['status']} status */
export function standingName(status) {
  return t(STANDINGS[status])
}

/**
 * Return rights in words: the title of each legal area, and the roles there.
 *
 * @param {Roles} roles
 * @param {Map<string, string>} titles of legal areas, by code
 */
export function rightsInWords(roles, titles) {
  return Object.entries(roles)
    .filter(([, held]) => held.length)
    .map(([area, held]) => ({
      area: titles.get(area) ?? area,
      roles: ROLE_CODES.filter((role) => held.includes(role)).map(roleName).join(', '),
    }))
}

/**
 * Say when somebody is away and who acts meanwhile; '' once it is over.
 *
 * @param {Absence | null} absence
 * @param {readonly Official[]} colleagues
 */
export function awayInWords(absence, colleagues) {
  if (!absence || absence.to_on < today()) return ''
  const days = {from: formatDate(absence.from_on), to: formatDate(absence.to_on)}
  const name = colleagues.find(({id}) => id === absence.substitute)?.name
  return name
    ? t('{from} to {to}. Meanwhile: {name}', {...days, name})
    : t('{from} to {to}', days)
}

/** @param {Absence | null} absence */
export function isAway(absence) {
  return absence !== null && absence.from_on <= today() && today() <= absence.to_on
}

/**
 * Say how long an invitation holds.
 *
 * @param {Official} official
 */
export function invitationInWords({invited_until: end}) {
  if (!end) return t('No invitation holds now.')
  if (end <= today()) return t('The invitation has expired.')
  return t('The invitation ends on {date}.', {date: formatDate(end)})
}
