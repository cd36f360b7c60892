/** For which authority the official acts in this tab; the API knows it where none is chosen. */

const AUTHORITY = 'imi.authority'

/** Id of the authority that was chosen in this tab, or ''. */
export function chosenAuthority() {
  return sessionStorage.getItem(AUTHORITY) ?? ''
}

/** @param {string} id */
export function chooseAuthority(id) {
  sessionStorage.setItem(AUTHORITY, id)
}

/** Act for the official's own authority again. */
export function forgetChoice() {
  sessionStorage.removeItem(AUTHORITY)
}
