/**
 * The draft as the official fills it in, and its way to and from the API.
 *
 * In a Draft nothing is left out: what is empty is '', [] or null, so that two
 * drafts can be compared field by field.
 *
 * @typedef {{code: string, slots: Record<string, string>, comment: string}} AskedQuestion
 * @typedef {{kind: string, name: string, born_on: string, details: string}} Concerned
 * @typedef {object} Draft
 * @property {string} asked id of the authority that is asked, or ''
 * @property {string} language of what the official writes freely
 * @property {string} reason
 * @property {boolean} urgent
 * @property {string} urgent_reason
 * @property {string} proposed_on ISO date or ''
 * @property {boolean} ask_before_forwarding whether the asked authority may only return it
 * @property {AskedQuestion[]} questions
 * @property {Concerned | null} person the person or firm concerned
 */

/** @type {readonly (keyof Draft)[]} */
export const FIELDS = Object.freeze([
  'asked', 'questions', 'person', 'reason', 'language', 'urgent', 'urgent_reason', 'proposed_on',
  'ask_before_forwarding',
])

/**
 * Return the draft that the API describes in *body*.
 * @param {Record<string, any>} body
 * @returns {Draft}
 */
export function draftFrom(body) {
  return {
    asked: body.asked ?? '',
    language: body.language ?? '',
    reason: body.reason ?? '',
    urgent: Boolean(body.urgent),
    urgent_reason: body.urgent_reason ?? '',
    proposed_on: body.proposed_on ?? '',
    ask_before_forwarding: Boolean(body.ask_before_forwarding),
    questions: (body.questions ?? []).map(questionFrom),
    person: body.person ? personFrom(body.person) : null,
  }
}

/**
 * Return what the API needs to hear to turn *saved* into *wanted*, as a merge patch.
 * @param {Draft} saved
 * @param {Draft} wanted
 * @returns {Record<string, unknown>}
 */
export function changes(saved, wanted) {
  const differing = FIELDS.filter((field) => !same(saved[field], wanted[field]))
  return Object.fromEntries(differing.map((field) => [field, valueFor(field, wanted)]))
}

/**
 * Say whether two values of a draft are the same.
 * @param {unknown} one
 * @param {unknown} other
 */
export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other)
}

/**
 * Return *draft* with *fields* changed, in the form that drafts are compared in.
 * @param {Draft} draft
 * @param {Partial<Draft>} fields
 * @returns {Draft}
 */
export function changed(draft, fields) {
  return draftFrom({...draft, ...fields})
}

/** @param {Record<string, any>} question */
function questionFrom({code, slots = {}, comment}) {
  const filled = Object.entries(slots).filter(([, value]) => value)
  filled.sort(([one], [other]) => (one < other ? -1 : 1))
  return {code, slots: Object.fromEntries(filled), comment: comment ?? ''}
}

/** @param {Record<string, any>} person */
function personFrom({kind, name, born_on, details}) {
  return {kind: kind ?? 'person', name: name ?? '', born_on: born_on ?? '', details: details ?? ''}
}

/**
 * @param {keyof Draft} field
 * @param {Draft} draft
 */
function valueFor(field, draft) {
  if (field === 'person') return draft.person && {...draft.person, born_on: draft.person.born_on || null}
  if (field === 'asked' || field === 'proposed_on') return draft[field] || null
  return draft[field]
}
