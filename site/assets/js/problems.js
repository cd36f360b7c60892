/** What can go wrong with a call, in words for the reader. */

import {t} from './texts.js'

/** @typedef {{pointer: string, detail: string}} FieldProblem */

/** The API refused; title and detail are in the reader's language. */
export class ProblemError extends Error {
  /**
   * @param {number} status
   * @param {any} problem body of the answer, if it is a problem document
   * @param {{afterRetry?: boolean}} [facts]
   */
  constructor(status, problem, {afterRetry = false} = {}) {
    const title = problem?.title ?? t('Something went wrong')
    super(problem?.detail ?? t('The system could not do this. Try again in a few minutes.'))
    this.name = 'ProblemError'
    this.status = status
    /** @type {any} */
    this.problem = problem ?? {}
    /** @type {string} */
    this.type = problem?.type ?? ''
    /** Last part of the type: 'stale', 'illegal-step'… */
    this.slug = this.type.replace(/\/$/, '').split('/').pop() ?? ''
    /** @type {string} */
    this.title = title
    this.detail = this.message
    /** @type {FieldProblem[]} */
    this.errors = problem?.errors ?? []
    /** @type {unknown[] | undefined} */
    this.actions = problem?.actions
    /** An earlier try may have been done although its answer was lost. */
    this.afterRetry = afterRetry
  }
}

/** No answer came. */
export class NetworkError extends Error {
  /** @param {{cause?: unknown}} [options] */
  constructor(options) {
    super(
      t('The system cannot be reached. Nothing is lost: check your connection and try again.'),
      options,
    )
    this.name = 'NetworkError'
    this.title = t('No connection')
  }
}

/** The official is no longer signed in and did not sign in again. */
export class SessionEnded extends Error {
  constructor() {
    super(t('Sign in again to go on; what you typed is still here.'))
    this.name = 'SessionEnded'
    this.title = t('Your session has ended')
  }
}
