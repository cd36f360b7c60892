/** What every page of the site runs; without it all pages can still be read and left. */

import {LanguagesElement} from './elements/languages.js'
import {StageElement} from './elements/stage.js'

LanguagesElement.define()
StageElement.define()
