/** @import {Answer, Question, Typed} from './types.js' */

/** @type {Typed} */
const EMPTY = {value: '', comment: '', language: ''}

/**
 * What is typed on this page beside what is saved, question by question.
 *
 * A change made elsewhere never overwrites what was typed here: where both
 * changed, the question is in conflict until the reader has chosen.
 */
export class Answers {
  /** @type {Map<string, Typed>} */
  #saved = new Map()
  /** @type {Map<string, Typed>} */
  #typed = new Map()
  /** What was last sent from here and taken by the API, as it was typed.
   * @type {Map<string, Typed>} */
  #sent = new Map()
  /** @type {Map<string, Typed>} */
  #conflicts = new Map()

  /**
   * Take in what the API says now; return the codes that somebody else changed.
   *
   * @param {Question[]} questions
   * @param {{code: string, sent: Typed}} [own]  The answer that was just saved from here.
   * @returns {string[]}
   */
  take(questions, own) {
    const changed = []
    for (const {code, answer} of questions) {
      const theirs = typedOf(answer)
      const before = this.of(code)
      const known = this.#saved.get(code)
      const dirty = this.isUnsaved(code)
      this.#saved.set(code, theirs)
      if (own?.code === code) {
        this.#sent.set(code, own.sent)
        continue
      }
      if (!known || same(known, theirs)) continue
      if (!dirty || same(before, theirs)) this.#forget(code)
      else this.#conflicts.set(code, theirs)
      if (!same(before, theirs)) changed.push(code)
    }
    return changed
  }

  /**
   * Return what the form of one question shows: what was typed, else what is saved.
   *
   * @param {string} code
   */
  of(code) {
    return this.#typed.get(code) ?? this.#saved.get(code) ?? EMPTY
  }

  /**
   * @param {string} code
   * @param {Partial<Typed>} part
   */
  type(code, part) {
    this.#typed.set(code, {...this.of(code), ...part})
  }

  /** @param {string} code */
  isUnsaved(code) {
    const typed = this.#typed.get(code)
    const last = this.#sent.get(code) ?? this.#saved.get(code) ?? EMPTY
    return typed !== undefined && !same(typed, last)
  }

  /** Codes of what is typed but not saved. */
  get unsaved() {
    return [...this.#typed.keys()].filter((code) => this.isUnsaved(code))
  }

  /**
   * Return what somebody else saved while something else was typed here, if so.
   *
   * @param {string} code
   */
  conflict(code) {
    return this.#conflicts.get(code)
  }

  /** Codes of the questions in which the reader has to choose. */
  get conflicts() {
    return [...this.#conflicts.keys()]
  }

  /** @param {string} code */
  keepMine(code) {
    this.#conflicts.delete(code)
    this.#sent.delete(code)
  }

  /** @param {string} code */
  takeTheirs(code) {
    this.#conflicts.delete(code)
    this.#forget(code)
  }

  /** @param {string} code */
  #forget(code) {
    this.#typed.delete(code)
    this.#sent.delete(code)
    this.#conflicts.delete(code)
  }
}

/**
 * Return what is saved of an answer; an answer that only exists as null is empty.
 *
 * @param {Answer | null} answer
 * @returns {Typed}
 */
function typedOf(answer) {
  if (!answer) return EMPTY
  return {value: answer.value, comment: answer.comment, language: answer.language}
}

/**
 * Say whether two answers say the same; the API trims what it keeps.
 *
 * @param {Typed} one
 * @param {Typed} other
 */
function same(one, other) {
  const sameWords = plain(one.value) === plain(other.value) && plain(one.comment) === plain(other.comment)
  const sameLanguage = !one.language || !other.language || one.language === other.language
  return sameWords && sameLanguage
}

/** @param {string | null} text */
function plain(text) {
  return (text ?? '').normalize('NFC').replaceAll('\r\n', '\n').trim()
}
