/**
 * What the API tells to a new request beside the draft itself.
 *
 * @typedef {import('../types.js').OfferedQuestion} Question
 * @typedef {import('../types.js').Authority} Authority
 * @typedef {import('../types.js').Area} AreaSummary
 * @typedef {import('../types.js').QuestionSet} Area
 * @typedef {import('../types.js').Me} Me
 */

export {}
