/** Where somebody else changed the same entry meanwhile: both versions, and the choice. */

import {editConflicts} from '../elements/edit-conflicts.js'
import {t} from '../texts.js'
import {LABELS} from './entry-form.js'

/** @param {import('./imi-entries.js').EntriesElement} page */
export function conflicts(page) {
  return editConflicts(page, (name) => t(LABELS[name] ?? name), (_name, value) => words(page, value))
}

/**
 * Return codes in words, and everything else as it is.
 * @param {import('./imi-entries.js').EntriesElement} page
 * @param {unknown} value
 */
function words({choices, areas, professions}, value) {
  const codes = Array.isArray(value) ? value : [value]
  const known = new Map([
    ...[...choices.kinds, ...choices.answers, ...choices.costs, ...choices.keys].map(
      ({code, label}) => /** @type {[string, string]} */ ([code, label]),
    ),
    ...areas,
    ...professions,
  ])
  return codes.map((code) => known.get(code) ?? code).join(' · ') || t('None')
}
