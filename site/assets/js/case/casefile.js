/** @import {CaseEvent, PostedRow, Request} from './types.js' */

import {get, newKey, post, ProblemError} from '../api.js'
import {language} from '../texts.js'
import {Answers} from './answers.js'

const MOST_PAGES = 20
const TRIES = 3

/** Where the API takes what is not a step of its own name.
 * @type {Record<string, string>} */
const PATHS = {message: 'messages'}

/**
 * One request with its timeline and its answers, and every call about it.
 *
 * Changes go one after the other, since each needs the version the last one
 * led to. What was typed stays, whatever a call comes to.
 */
export class CaseFile {
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve()
  /** Keys of acts that may have been done although no answer came.
   * @type {Map<string, string>} */
  #keys = new Map()

  /** @param {string} number */
  constructor(number) {
    this.number = number
    this.answers = new Answers()
    /** @type {Request} */
    this.request = /** @type {any} */ (null)
    /** @type {CaseEvent[]} */
    this.events = []
    /** @type {PostedRow[]} e-mails about it to the own side, oldest first */
    this.posted = []
    /** What others did while the page was open, for the reader to be told.
     * @type {{events: CaseEvent[], questions: Set<string>}} */
    this.news = {events: [], questions: new Set()}
  }

  /** What happened last to the request itself, and not to a part of it. */
  get #last() {
    return this.events.findLast(({number}) => number === this.number)
  }

  /** Read the request and its timeline. */
  async open() {
    const read = /** @type {const} */ ([this.#readRequest(), this.#readEvents(), this.#readPosted()])
    const [request, events, posted] = await Promise.all(read)
    this.answers.take(request.questions)
    this.request = request
    this.events = events
    this.posted = posted
  }

  /** The reader knows now. */
  forgetNews() {
    this.news = {events: [], questions: new Set()}
  }

  /** Read again; return whether somebody changed the request, and note it as news. */
  refresh() {
    return this.#inTurn(() => this.#refresh())
  }

  /** Read the request again, though nobody else has changed it. */
  readAgain() {
    return this.#inTurn(async () => this.#take(await this.#readRequest()))
  }

  /**
   * Take a step. A repeated call with the same body is the same act.
   *
   * @param {string} action
   * @param {Record<string, unknown>} body
   */
  act(action, body) {
    return this.#inTurn(async () => {
      try {
        await this.#post(action, body)
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        if (error.status === 404 || error.status === 409 || error.status === 412) await this.#refresh()
        if (!(error.afterRetry && this.#last?.action === action)) throw error
      }
      this.forgetNews()
      // Who has given the request away has given up the answers, too.
      if (this.request.side === 'former') this.answers = new Answers()
      this.events = await this.#readEvents().catch(() => this.events)
    })
  }

  /** Begin a draft like this request; return its number. */
  async copy() {
    const {body} = await post(`/requests/${this.number}/copies`, {})
    return /** @type {string} */ (body.number)
  }

  /**
   * Save what was typed as the answer to one question.
   *
   * What a colleague saved elsewhere is taken in first; where both answered the
   * same question nothing is sent until the reader has chosen.
   *
   * @param {string} code
   */
  saveAnswer(code) {
    return this.#inTurn(async () => {
      for (let tries = 1; ; tries += 1) {
        if (!this.answers.isUnsaved(code) || this.answers.conflict(code)) return
        try {
          return await this.#sendAnswer(code)
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error
          if (error.status === 409 || error.status === 412) await this.#refresh()
          if (error.status !== 412 || tries === TRIES) throw error
        }
      }
    })
  }

  /** @param {string} code */
  async #sendAnswer(code) {
    const sent = {...this.answers.of(code)}
    const answer = {code, ...sent, language: sent.language || language()}
    await this.#post('answer', {answers: [answer]}, {code, sent})
  }

  /**
   * @param {string} action
   * @param {Record<string, unknown>} body
   * @param {{code: string, sent: import('./types.js').Typed}} [own]
   */
  async #post(action, body, own) {
    const act = JSON.stringify([action, body])
    const key = this.#keys.get(act) ?? newKey()
    this.#keys.set(act, key)
    try {
      const path = `/requests/${this.number}/${PATHS[action] ?? action}`
      const answer = await post(path, body, {etag: this.request.etag, key})
      this.#keys.delete(act)
      this.#take(answer.body, own)
    } catch (error) {
      if (error instanceof ProblemError && error.status < 500) this.#keys.delete(act)
      throw error
    }
  }

  /**
   * @param {Request} request
   * @param {{code: string, sent: import('./types.js').Typed}} [own]
   */
  #take(request, own) {
    this.request = request
    return this.answers.take(request.questions, own)
  }

  async #refresh() {
    const request = await this.#readRequest()
    if (request.etag === this.request.etag) {
      this.request = request // nothing happened, but its today may be another day
      return false
    }

    const [events, posted] = await Promise.all([this.#readEvents(), this.#readPosted()])
    const seen = new Set(this.events.map(place))
    // Answers are saved by themselves and often: the questions say it better.
    const news = events.filter((event) => !seen.has(place(event)) && event.action !== 'answer')
    const changed = this.#take(request)
    // Who may read none any more, such as a coordinator that has decided, is told of none.
    const answers = request.questions.some(({answer}) => answer) ? changed : []
    this.events = events
    this.posted = posted
    this.news = {
      events: [...this.news.events, ...news],
      questions: new Set([...this.news.questions, ...answers]),
    }
    return true
  }

  /** @returns {Promise<Request>} */
  async #readRequest() {
    const {body, etag} = await get(`/requests/${this.number}`)
    return {...body, etag: body.etag ?? etag}
  }

  async #readEvents() {
    /** @type {CaseEvent[]} */
    const events = []
    let cursor = ''
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const {body} = await get(`/requests/${this.number}/events`, {query: {limit: 100, cursor}})
      events.push(...body.items)
      if (!body.next) break
      cursor = body.next
    }
    return events
  }

  /**
   * What was told by e-mail is no reason to go without the request.
   *
   * @returns {Promise<PostedRow[]>}
   */
  async #readPosted() {
    try {
      return (await get(`/requests/${this.number}/notices`)).body.items
    } catch (error) {
      console.warn('what has become of the e-mails cannot be shown', error)
      return this.posted
    }
  }

  /**
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  #inTurn(task) {
    const done = this.#turn.then(task)
    this.#turn = done.catch(() => undefined)
    return done
  }
}

/**
 * Return what tells one event from all others: those of a part count for themselves.
 *
 * @param {CaseEvent} event
 */
function place({number, sequence}) {
  return `${number}.${sequence}`
}
