/** Starts the workspace: texts first, then the elements that speak them. */

import {showCare} from './care/menu.js'
import {CountedDays} from './elements/counted-days.js'
import {DateField} from './elements/date-field.js'
import {SessionDialog} from './elements/session-dialog.js'
import {AccountElement} from './imi-account.js'
import {RequestsElement} from './imi-requests.js'
import {SignedInElement} from './imi-signed-in.js'
import {TasksElement} from './imi-tasks.js'
import {NetworkError} from './problems.js'
import {ProofOfLifeElement} from './proof-of-life.js'
import {isOver, sub} from './session.js'
import {loadTexts} from './texts.js'

await loadTexts()

SessionDialog.define('imi-session-dialog')
document.body.append(document.createElement('imi-session-dialog'))
CountedDays.define('imi-counted-days')
DateField.define('imi-date-field')
SignedInElement.define('imi-signed-in')

// Where a sign-in ends or an invitation is read, there is no session yet whose account to show.
if (!document.querySelector('imi-signed-in, imi-invitation, imi-join')) {
  AccountElement.define('imi-account')
  void showCare()
}

ProofOfLifeElement.define('imi-proof-of-life')
TasksElement.define('imi-tasks')
RequestsElement.define('imi-requests')

/** Elements of single pages, each fetched where its page is. */
const LATER = {
  'imi-case': async () => (await import('./case/imi-case.js')).CaseElement,
  'imi-case-file': async () => (await import('./file/imi-case-file.js')).CaseFileElement,
  'imi-new-request': async () => (await import('./compose/imi-new-request.js')).NewRequestElement,
  'imi-finder': async () => (await import('./find/imi-finder.js')).FinderElement,
  'imi-care': async () => (await import('./care/imi-care.js')).CareElement,
  'imi-entries': async () => (await import('./entries/imi-entries.js')).EntriesElement,
  'imi-lesson': async () => (await import('./practice/imi-lesson.js')).LessonElement,
  'imi-inbox': async () => (await import('./practice/imi-inbox.js')).InboxElement,
  'imi-join': async () => (await import('./practice/imi-join.js')).JoinElement,
  'imi-practice': async () => (await import('./practice/imi-practice.js')).PracticeElement,
  'imi-people': async () => (await import('./people/imi-people.js')).PeopleElement,
  'imi-profile': async () => (await import('./profile/imi-profile.js')).ProfileElement,
  'imi-invitation': async () => (await import('./imi-invitation.js')).InvitationElement,
  'imi-authority': async () => (await import('./authority/imi-authority.js')).AuthorityElement,
}
for (const [tag, load] of Object.entries(LATER)) {
  const place = document.querySelector(tag)
  if (place) load().then((found) => found.define(tag)).catch((error) => sayUnreachable(place, error))
}

/**
 * @param {Element} place
 * @param {unknown} cause
 */
function sayUnreachable(place, cause) {
  const error = new NetworkError({cause})
  console.warn(error)
  place.textContent = error.message
}

// A page that the browser kept must not come back to whoever sits here next.
const reader = sub()
addEventListener('pageshow', ({persisted}) => {
  if (persisted && (isOver() || sub() !== reader)) location.reload()
})
