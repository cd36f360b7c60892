/**
 * Two officials of one authority wrote in the same draft: bring both together.
 *
 * What only one of them changed is kept. A part that both changed is a Conflict;
 * until someone decides, the draft shows mine.
 *
 * @typedef {import('./drafts.js').Draft} Draft
 * @typedef {{part: string, mine: any, theirs: any}} Conflict
 *   `part` names a field, or one question as 'questions/PQ-01'
 */

import {FIELDS, changed, same} from './drafts.js'

const QUESTION = 'questions/'

/**
 * @param {object} sides
 * @param {Draft} sides.mine what I want
 * @param {Draft} sides.myBase what I last saved
 * @param {Draft} sides.theirs what is stored now
 * @param {Draft} sides.theirBase what the API answered when I last saved
 * @returns {{draft: Draft, conflicts: Conflict[]}}
 */
export function mergeDrafts({mine, myBase, theirs, theirBase}) {
  const [my, myOld, their, theirOld] = [mine, myBase, theirs, theirBase].map(partsOf)
  let draft = theirs
  const conflicts = []
  for (const part of new Set([...my.keys(), ...myOld.keys(), ...their.keys()])) {
    const iChanged = !same(my.get(part), myOld.get(part))
    const theyChanged = !same(their.get(part), theirOld.get(part))
    if (!iChanged || same(my.get(part), their.get(part))) continue
    draft = withPart(draft, part, my.get(part))
    if (theyChanged) conflicts.push({part, mine: my.get(part), theirs: their.get(part)})
  }
  return {draft, conflicts}
}

/**
 * Return *draft* with *value* as its *part*; a question without value is not asked.
 * @param {Draft} draft
 * @param {string} part
 * @param {any} value
 * @returns {Draft}
 */
export function withPart(draft, part, value) {
  if (!part.startsWith(QUESTION)) return changed(draft, {[part]: value})
  const code = part.slice(QUESTION.length)
  const place = draft.questions.findIndex((question) => question.code === code)
  const questions = [...draft.questions]
  if (place < 0) questions.push(...(value ? [value] : []))
  else questions.splice(place, 1, ...(value ? [value] : []))
  return changed(draft, {questions})
}

/**
 * @param {Draft} draft
 * @returns {Map<string, unknown>}
 */
function partsOf(draft) {
  const fields = FIELDS.filter((field) => field !== 'questions')
  return new Map([
    ...fields.map((field) => /** @type {[string, unknown]} */ ([field, draft[field]])),
    ...draft.questions.map((question) =>
      /** @type {[string, unknown]} */ ([QUESTION + question.code, question])),
  ])
}
