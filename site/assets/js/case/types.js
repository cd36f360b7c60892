/**
 * The shapes of a request as the API tells them; see GET /api/requests/{number}.
 *
 * @typedef {{id: string, name: string, title: string, country: string, language?: string}} AuthoritySummary
 * @typedef {{code: string, text: string}} Option
 * @typedef {{value: string, text?: string, comment: string, language: string}} Answer
 *   `text` is the readable value in the reader's language.
 *
 * @typedef {object} Question
 * @property {string} code
 * @property {string} [theme]
 * @property {string} text  In the reader's language, its slots filled.
 * @property {string} [hint]
 * @property {boolean} personal
 * @property {'yes_no' | 'choice' | 'date' | 'text' | 'document'} answer_type
 * @property {Option[]} options
 * @property {string} comment  In the language of the request.
 * @property {Answer | null} answer
 *
 * @typedef {{name: string, kind: 'person' | 'firm', born_on?: string | null, details?: string | null}} Person
 * @typedef {{name: string, type: string, label: string, required: boolean, value?: string | null}} Field
 * @typedef {{action: string, label: string, fields: Field[]}} Action
 * @typedef {{pointer: string, detail: string}} Fault
 *
 * @typedef {object} Request
 * @property {string} number
 * @property {'draft' | 'awaiting_acceptance' | 'accepted' | 'partly_answered' | 'replied' | 'closed' | 'withdrawn'} state
 * @property {string} state_label
 * @property {'asking' | 'asked'} side
 * @property {string} area_title
 * @property {AuthoritySummary} asking_authority
 * @property {AuthoritySummary | null} asked_authority
 * @property {string} language
 * @property {string} reason
 * @property {boolean} urgent
 * @property {string} urgent_reason
 * @property {string | null} proposed_on
 * @property {string | null} agreed_on
 * @property {string | null} due_on
 * @property {string | null} ball_with
 * @property {string | null} sent_at
 * @property {string | null} withdrawal_reason
 * @property {boolean} sealed
 * @property {Question[]} questions
 * @property {Person | null} person
 * @property {Action[]} actions
 * @property {Fault[]} warnings
 * @property {string} etag
 *
 * @typedef {object} CaseEvent
 * @property {number} sequence
 * @property {string} at
 * @property {string} action
 * @property {AuthoritySummary} by
 * @property {string | null} official
 * @property {string} text  A readable line in the reader's language.
 * @property {string | null} [proposed_on]
 * @property {string | null} [agreed_on]
 *
 * @typedef {{value: string, comment: string, language: string}} Typed
 *   What somebody typed as the answer to one question.
 */

export {}
