/** Where the tokens of this tab are kept: in its session storage and nowhere else. */

/** @typedef {import('./oidc.js').Tokens} Tokens */

const TOKENS = 'imi.tokens'

/** @returns {Tokens | undefined} */
export function stored() {
  const kept = sessionStorage.getItem(TOKENS)
  return kept ? JSON.parse(kept) : undefined
}

/** @param {Tokens} tokens */
export function keep(tokens) {
  sessionStorage.setItem(TOKENS, JSON.stringify(tokens))
}
