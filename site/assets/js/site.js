/** What every page of the site runs; without it all pages can still be read and left. */

import {ChecklistElement} from './elements/checklist.js'
import {ContactsElement} from './elements/contacts.js'
import {DoorElement} from './elements/door.js'
import {LanguagesElement} from './elements/languages.js'
import {ProposalElement} from './elements/proposal.js'
import {RegisterLifeElement} from './elements/register-life.js'
import {RegistersElement} from './elements/registers.js'
import {SearchElement} from './elements/search.js'
import {SideBySideElement} from './elements/side-by-side.js'
import {SparedElement} from './elements/spared.js'
import {StageElement} from './elements/stage.js'
import {StatusElement} from './elements/status.js'

for (const element of [
  ChecklistElement,
  ContactsElement,
  DoorElement,
  LanguagesElement,
  ProposalElement,
  RegisterLifeElement,
  RegistersElement,
  SearchElement,
  SideBySideElement,
  SparedElement,
  StageElement,
  StatusElement,
]) {
  element.define()
}
