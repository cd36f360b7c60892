/** @typedef {{phase: 'waiting' | 'saving' | 'saved' | 'failed', at?: Date, error?: unknown}} SaveState */

const PAUSE = 1500

/** Saves what is typed by itself: after a pause in typing, or at once when asked. */
export class Saving {
  /** @type {Map<string, SaveState>} */
  #states = new Map()
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #timers = new Map()
  /** @type {Map<string, Promise<void>>} */
  #running = new Map()

  /**
   * @param {object} options
   * @param {(code: string) => Promise<void>} options.save  Saves one answer, or throws.
   * @param {() => void} options.changed  Called when a state has changed.
   * @param {number} [options.pause]  Milliseconds without typing.
   */
  constructor({save, changed, pause = PAUSE}) {
    this.save = save
    this.changed = changed
    this.pause = pause
  }

  /** @param {string} code */
  state(code) {
    return this.#states.get(code)
  }

  /**
   * Save once typing has paused.
   *
   * @param {string} code
   */
  later(code) {
    this.#stop(code)
    this.#timers.set(
      code,
      setTimeout(() => this.now(code), this.pause),
    )
    this.#set(code, {phase: 'waiting'})
  }

  /**
   * Save at once; never throws, the state says what came of it. What is on its way
   * already is not sent again: it may wait for the official to sign in.
   *
   * @param {string} code
   */
  async now(code) {
    if (this.state(code)?.phase !== 'saving') this.#running.set(code, this.#save(code))
    await this.#running.get(code)
  }

  /** @param {string} code */
  async #save(code) {
    this.#stop(code)
    this.#set(code, {phase: 'saving'})
    try {
      await this.save(code)
      if (!this.#timers.has(code)) this.#set(code, {phase: 'saved', at: new Date()})
    } catch (error) {
      this.#set(code, {phase: 'failed', error})
    }
  }

  /** @param {string} code */
  #stop(code) {
    clearTimeout(this.#timers.get(code))
    this.#timers.delete(code)
  }

  /**
   * @param {string} code
   * @param {SaveState} state
   */
  #set(code, state) {
    this.#states.set(code, state)
    this.changed()
  }
}
