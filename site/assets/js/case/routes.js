/**
 * Which part of the case page is open. It stands in the address behind `#`,
 * so that "back" works and nothing typed is lost on the way.
 *
 * @typedef {{view: typeof FORMS[number] | 'overview'}} PlainRoute
 * @typedef {{view: 'question', index: number}} QuestionRoute
 * @typedef {PlainRoute | QuestionRoute} Route
 */

const FORMS = /** @type {const} */ ([
  'accept',
  'reply',
  'withdraw',
  'close',
  'return',
  'forward',
  'split',
  'allocate',
  'propose-date',
  'clarify',
  'refuse',
  'refer',
  'uphold',
  'send-back',
  'approve',
  'reject',
  'remind',
  'take-back',
  'message',
  'erase-early',
])
const QUESTION = /^#questions-(\d+)-answer$/

/**
 * Return the part that *hash* names, or null where it names none,
 * such as the link that skips to the main content.
 *
 * @param {string} hash
 * @returns {Route | null}
 */
export function read(hash) {
  if (hash === '' || hash === '#' || hash === '#overview') return {view: 'overview'}

  const question = QUESTION.exec(hash)
  if (question) return {view: 'question', index: Number(question[1])}

  const form = FORMS.find((name) => `#${name}` === hash)
  return form ? {view: form} : null
}

/**
 * Return the address of the form that answers one question. It is also the id
 * by which the API's errors point at a question without an answer.
 *
 * @param {number} index  Place of the question, from 0.
 */
export function question(index) {
  return `#questions-${index}-answer`
}
