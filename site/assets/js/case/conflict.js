/** @import {CaseElement} from './imi-case.js' */
/** @import {Question} from './types.js' */

import {html, nothing} from 'lit'

import {t} from '../texts.js'
import {answer} from './questions.js'

/**
 * Return the two answers side by side where somebody else answered the same
 * question meanwhile, and let the reader choose.
 *
 * @param {CaseElement} page
 * @param {Question} question
 */
export function conflict(page, question) {
  const theirs = page.file.answers.conflict(question.code)
  if (!theirs) return nothing
  const mine = page.file.answers.of(question.code)
  return html`<section class="imi-card imi-stack imi-stack--tight" aria-labelledby="conflict">
    <div role="alert">
      <h3 class="imi-h3" id="conflict">${t('Somebody else saved another answer. Choose one.')}</h3>
    </div>
    <div class="imi-stack imi-stack--tight">
      <p><strong>${t('Saved by somebody else')}</strong></p>
      <div class="imi-answer">
        ${theirs.value || theirs.comment ? answer(question, theirs) : t('No answer yet')}
      </div>
      <button
        class="ecl-button ecl-button--secondary"
        type="button"
        @click=${() => page.chooseAnswer(question.code, 'theirs')}
      >
        ${t('Take this answer')}
      </button>
    </div>
    <div class="imi-stack imi-stack--tight">
      <p><strong>${t('Typed by you')}</strong></p>
      <div class="imi-answer">
        ${mine.value || mine.comment ? answer(question, mine) : t('No answer yet')}
      </div>
      <button
        class="ecl-button ecl-button--secondary"
        type="button"
        @click=${() => page.chooseAnswer(question.code, 'mine')}
      >
        ${t('Keep my answer')}
      </button>
    </div>
  </section>`
}
