/** The tokens of this tab; they live in its session storage and nowhere else. */

import {forgetChoice} from './acting.js'
import {subjectOf} from './oidc.js'

/** @typedef {import('./oidc.js').Tokens} Tokens */

const TOKENS = 'imi.tokens'

/** @returns {Tokens | undefined} */
export function stored() {
  const kept = sessionStorage.getItem(TOKENS)
  return kept ? JSON.parse(kept) : undefined
}

/**
 * Store *tokens*. What the official before them chose is no choice of theirs.
 *
 * @param {Tokens} tokens
 */
export function store(tokens) {
  if (sub() !== subjectOf(tokens.access)) forgetChoice()
  sessionStorage.setItem(TOKENS, JSON.stringify(tokens))
}

/** Id of the official who is signed in, or ''. */
export function sub() {
  const tokens = stored()
  return tokens ? subjectOf(tokens.access) : ''
}
