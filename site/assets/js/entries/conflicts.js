/** Where somebody else changed the same entry meanwhile: both versions, and the choice. */

import {editConflicts} from '../elements/edit-conflicts.js'
import {t} from '../texts.js'
import {labelOf} from './entry-form.js'

/** @param {import('./imi-entries.js').EntriesElement} page */
export function conflicts(page) {
  return editConflicts(page, labelOf, (_name, value) => words(page, value))
}

/**
 * Return codes in words, and everything else as it is.
 * @param {import('./imi-entries.js').EntriesElement} page
 * @param {unknown} value
 */
function words({choices, areas, professions, entries}, value) {
  const codes = Array.isArray(value) ? value : [value ?? '']
  const known = new Map([
    ...[...choices.kinds, ...choices.answers, ...choices.costs, ...choices.keys, ...choices.rhythms].map(
      ({code, label}) => /** @type {[string, string]} */ ([code, label]),
    ),
    ...areas,
    ...professions,
    ...entries.flatMap(({id, published}) => (published ? [/** @type {[string, string]} */ ([id, published.name])] : [])),
  ])
  return codes.map((code) => known.get(code) ?? code).join(' · ') || t('None')
}
