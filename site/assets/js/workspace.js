/** Starts the workspace: texts first, then the elements that speak them. */

import {CaseElement} from './case/imi-case.js'
import {NewRequestElement} from './compose/imi-new-request.js'
import {DateField} from './elements/date-field.js'
import {SessionDialog} from './elements/session-dialog.js'
import {AccountElement} from './imi-account.js'
import {RequestsElement} from './imi-requests.js'
import {SignedInElement} from './imi-signed-in.js'
import {TasksElement} from './imi-tasks.js'
import {isOver, sub} from './session.js'
import {loadTexts} from './texts.js'

await loadTexts()

SessionDialog.define('imi-session-dialog')
document.body.append(document.createElement('imi-session-dialog'))
DateField.define('imi-date-field')
SignedInElement.define('imi-signed-in')

// The page on which a sign-in ends has no session yet whose account to show.
if (!document.querySelector('imi-signed-in')) AccountElement.define('imi-account')

TasksElement.define('imi-tasks')
RequestsElement.define('imi-requests')
CaseElement.define('imi-case')
NewRequestElement.define('imi-new-request')

// A page that the browser kept must not come back to whoever sits here next.
const reader = sub()
addEventListener('pageshow', ({persisted}) => {
  if (persisted && (isOver() || sub() !== reader)) location.reload()
})
