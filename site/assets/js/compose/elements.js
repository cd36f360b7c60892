/** The elements that <imi-new-request> is made of. */

import {AttachmentsElement} from '../attachments/imi-attachments.js'
import {AreaStepElement} from './area-step.js'
import {AuthorityStepElement} from './authority-step.js'
import {CheckStepElement} from './check-step.js'
import {DateStepElement} from './date-step.js'
import {DeleteDraftElement} from './delete-draft.js'
import {DraftConflictElement} from './draft-conflict.js'
import {OffersElement} from './imi-offers.js'
import {PaceElement} from './imi-pace.js'
import {SimilarElement} from './imi-similar.js'
import {PersonStepElement} from './person-step.js'
import {QuestionsStepElement} from './questions-step.js'
import {RequestSentElement} from './request-sent.js'
import {WithdrawDraftElement} from './withdraw-draft.js'

/** @param {CustomElementRegistry} registry */
export function defineParts(registry) {
  AttachmentsElement.define('imi-attachments', registry)
  AreaStepElement.define('imi-area-step', registry)
  AuthorityStepElement.define('imi-authority-step', registry)
  QuestionsStepElement.define('imi-questions-step', registry)
  PersonStepElement.define('imi-person-step', registry)
  DateStepElement.define('imi-date-step', registry)
  CheckStepElement.define('imi-check-step', registry)
  OffersElement.define('imi-offers', registry)
  PaceElement.define('imi-pace', registry)
  SimilarElement.define('imi-similar', registry)
  RequestSentElement.define('imi-request-sent', registry)
  DraftConflictElement.define('imi-draft-conflict', registry)
  DeleteDraftElement.define('imi-delete-draft', registry)
  WithdrawDraftElement.define('imi-withdraw-draft', registry)
}
