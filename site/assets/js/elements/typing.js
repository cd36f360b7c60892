/** What is typed into a search field is looked for in a pause, or at once with Enter. */

const PAUSE_MS = 300
export const SHORTEST_SEARCH = 2

export class Typing {
  /** @type {() => unknown} */
  #search
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer

  /** @param {() => unknown} search */
  constructor(search) {
    this.#search = search
  }

  /** Search when nothing more has been typed for a moment. */
  goesOn() {
    this.ends()
    this.#timer = setTimeout(this.#search, PAUSE_MS)
  }

  /** Wait no longer: the search has begun. */
  ends() {
    clearTimeout(this.#timer)
  }

  /** @param {KeyboardEvent} event */
  enter = (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    void this.#search()
  }
}
