/** Where somebody else changed the same entry meanwhile: both versions, and the choice. */

import {editConflicts} from '../elements/edit-conflicts.js'
import {labelOf, words} from './entry-words.js'

/** @param {import('./imi-entries.js').EntriesElement} page */
export function conflicts(page) {
  return editConflicts(page, labelOf, (name, value) => words(page, name, value))
}
