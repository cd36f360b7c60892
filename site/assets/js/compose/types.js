/**
 * What the API tells to a new request beside the draft itself.
 *
 * @typedef {import('./questions.js').Question} Question
 * @typedef {{id: string, name: string, title: string, country: string, language?: string,
 *   city?: string, languages?: string[]}} Authority
 * @typedef {{code: string, title: string, summary: string, mine: boolean, roles: string[]}} AreaSummary
 * @typedef {{code: string, title: string, summary: string,
 *   deadline: import('./suggestions.js').Deadline,
 *   themes: {code: string, text: string}[], questions: Question[]}} Area
 * @typedef {{language: string, authority: Authority}} Me
 */

export {}
