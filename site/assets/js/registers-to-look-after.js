import {html, nothing} from 'lit'

import {formatNumber} from './dates.js'
import {N, pageUrl, t} from './texts.js'

/** @typedef {import('./types.js').Task} Task */

/** The kind of task that is about the entry of a register. */
export const LOOK_AFTER = 'look_after_register'

/** What is to be done, by what is the matter. */
const WHY = Object.freeze(/** @type {Record<string, string>} */ ({
  approve: N('Approve the entry: {name}'),
  dead: N('The register cannot be reached: {name}'),
  moved: N('The register has moved: {name}'),
  proposal: N('Read proposals for the entry: {name}'),
  confirm: N('Confirm the entry: {name}'),
}))

/**
 * Return which entries of registers an administrator should look at.
 *
 * @param {Task[]} tasks of all kinds
 */
export function registersToLookAfter(tasks) {
  const found = tasks.filter(({kind}) => kind === LOOK_AFTER)
  if (!found.length) return nothing
  return html`<section aria-labelledby="tasks-registers">
    <h2 class="imi-h2" id="tasks-registers">
      ${t('Registers to look after')} <span class="imi-count">${formatNumber(found.length)}</span>
    </h2>
    <ul class="imi-tasks">
      ${found.map(
        ({register, name, why}) => html`<li class="imi-task">
          <div class="imi-task__main">
            <a class="imi-task__link" href=${`${pageUrl('workspace/registers/')}#${register}`}
              >${t(WHY[why ?? ''] ?? '{name}', {name: name ?? ''})}</a
            >
          </div>
        </li>`,
      )}
    </ul>
  </section>`
}
