/**
 * Questions chosen from the set of a legal area, and what is filled into them.
 *
 * What several questions have in common is typed once: the value of a slot in the first
 * question reaches the others of that name, until one of them is given a value of its own.
 *
 * @typedef {import('./drafts.js').AskedQuestion} AskedQuestion
 * @typedef {import('../types.js').OfferedQuestion} Question
 * @typedef {Question['slots'][number]} Slot
 */

/** @param {Slot} slot */
export function isSealed(slot) {
  return slot.sealed
}

/**
 * Return the chosen questions with *added* among them, in the order of the set.
 * @param {AskedQuestion[]} chosen
 * @param {AskedQuestion} added
 * @param {Question[]} set
 */
export function withQuestion(chosen, added, set) {
  const question = set.find(({code}) => code === added.code)
  const slots = {...added.slots}
  for (const {name} of question?.slots ?? []) {
    slots[name] ||= chosen.find((other) => other.slots[name])?.slots[name] ?? ''
  }
  return inOrder([...chosen, {...added, slots}], set)
}

/**
 * Return the chosen questions with *value* in slot *name* of *code*, and of those that follow it.
 * @param {AskedQuestion[]} chosen
 * @param {{code: string, name: string, value: string}} change
 * @param {Question[]} set
 */
export function withSlot(chosen, {code, name, value}, set) {
  const having = inOrder(chosen, set).filter((asked) =>
    set.find((question) => question.code === asked.code)?.slots.some((slot) => slot.name === name))
  const before = having.find((asked) => asked.code === code)?.slots[name] ?? ''
  const leads = having[0]?.code === code
  const reached = new Set(
    having.filter((asked) => leads && (asked.slots[name] ?? '') === before).map((asked) => asked.code),
  ).add(code)
  return chosen.map((asked) =>
    reached.has(asked.code) ? {...asked, slots: {...asked.slots, [name]: value}} : asked)
}

/**
 * Return *text* in pieces, each slot with its value, or its label while it is empty.
 * @param {Question} question
 * @param {Record<string, string>} slots
 * @returns {{text: string, slot?: Slot, filled: boolean}[]}
 */
export function pieces(question, slots) {
  return question.text.split(/(\{\w+\})/).filter(Boolean).map((text) => {
    const slot = question.slots.find(({name}) => text === `{${name}}`)
    const value = slot && slots[slot.name]?.trim()
    return slot ? {text: value || slot.text, slot, filled: Boolean(value)} : {text, filled: false}
  })
}

/**
 * @param {AskedQuestion[]} chosen
 * @param {Question[]} set
 */
function inOrder(chosen, set) {
  const place = (/** @type {AskedQuestion} */ {code}) => set.findIndex((other) => other.code === code)
  return [...chosen].sort((one, other) => place(one) - place(other))
}
