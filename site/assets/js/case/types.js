/**
 * The shapes of a request as the API tells them; see GET /api/requests/{number}.
 *
 * @typedef {import('../types.js').AuthoritySummary} AuthoritySummary
 * @typedef {import('../types.js').Option} Option
 * @typedef {import('../types.js').Answer} Answer
 * @typedef {import('../types.js').Question} Question
 * @typedef {import('../types.js').Person} Person
 * @typedef {import('../types.js').Field} Field
 * @typedef {import('../types.js').Action} Action
 * @typedef {import('../types.js').Fault} Fault
 * @typedef {import('../types.js').Request} Request
 * @typedef {import('../types.js').CaseEvent} CaseEvent
 * @typedef {import('../types.js').PostedRow} PostedRow
 * @typedef {import('../types.js').Official} Official
 *
 * @typedef {string | string[] | AuthoritySummary[]} StepValue
 *   What somebody typed or chose in one field of a step.
 *
 * @typedef {{value: string, comment: string, language: string}} Typed
 *   What somebody typed as the answer to one question.
 */

export {}
