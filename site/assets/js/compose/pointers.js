/**
 * Where in the draft something is wrong.
 *
 * The API counts questions (/questions/2/slots/person); while one edits, the count
 * shifts. On the screen the code stands instead: /questions/PQ-03/slots/person.
 *
 * @typedef {{pointer: string, detail: string}} FieldError
 */

const STEP_OF = Object.freeze(/** @type {Record<string, string>} */ ({
  area: 'area',
  asked: 'authority',
  questions: 'questions',
  person: 'person',
  attachments: 'person',
  reason: 'date',
  language: 'date',
  urgent: 'date',
  urgent_reason: 'date',
  proposed_on: 'date',
  ask_before_forwarding: 'date',
}))

/**
 * Return the step that shows the field at *pointer*; for none in particular, the last one.
 * @param {string} pointer
 */
export function stepOf(pointer) {
  return STEP_OF[fieldOf(pointer)] ?? 'check'
}

/**
 * Return the field of the draft that *pointer* leads into.
 * @param {string} pointer
 */
export function fieldOf(pointer) {
  return pointer.split('/')[1] ?? ''
}

/**
 * Return *errors* with codes in place of the questions' numbers.
 * @param {FieldError[]} errors
 * @param {{code: string}[]} questions as they were sent
 * @returns {FieldError[]}
 */
export function steady(errors, questions) {
  return errors.map(({pointer, detail}) => ({
    pointer: pointer.replace(/^\/questions\/(\d+)/, (whole, place) =>
      questions[Number(place)] ? `/questions/${questions[Number(place)].code}` : whole),
    detail,
  }))
}

/**
 * Return *errors* in the order in which the steps show their fields.
 * @param {FieldError[]} errors
 * @returns {FieldError[]}
 */
export function inOrder(errors) {
  const fields = Object.keys(STEP_OF)
  const place = (/** @type {FieldError} */ {pointer}) => fields.indexOf(fieldOf(pointer))
  return [...errors].sort((one, other) => place(one) - place(other))
}
