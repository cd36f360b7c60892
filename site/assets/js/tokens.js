/** The tokens of this tab, and whose they are. */

import {forgetChoice} from './acting.js'
import {keep, stored} from './kept-tokens.js'
import {subjectOf} from './oidc.js'

export {stored} from './kept-tokens.js'

/** @typedef {import('./oidc.js').Tokens} Tokens */

/**
 * Store *tokens*. What the official before them chose is no choice of theirs.
 *
 * @param {Tokens} tokens
 */
export function store(tokens) {
  if (sub() !== subjectOf(tokens.access)) forgetChoice()
  keep(tokens)
}

/** Id of the official who is signed in, or ''. */
export function sub() {
  const tokens = stored()
  return tokens ? subjectOf(tokens.access) : ''
}
