/** @import {Point} from './types.js' */

import {html, nothing} from 'lit'

import {N, pageUrl, t} from './texts.js'

/** The points of the checklist, in the words of its page. */
const NAMES = {
  registered: N('You are registered'),
  activity: N('You have seen what your authority does'),
  tasks: N('You know where your tasks are'),
  counterparts: N('You know your counterparts'),
  backup: N('You have a backup'),
  left: N('Nobody is registered who has left'),
  coordinator: N('You know whom to ask'),
  material: N('You have seen the training material'),
  training: N('You have tried it out'),
  information: N('Your authority’s information is right'),
  registers: N('Your registers are listed'),
}

/**
 * Return the checklist as rows that lead to where each point is done. Open while something is
 * to do; without points there is no list.
 *
 * @param {readonly Point[]} points
 */
export function checklist(points) {
  if (!points.length) return nothing
  const done = points.filter((point) => point.done).length
  return html`<section class="imi-points" aria-labelledby="checklist">
    <details ?open=${done < points.length}>
      <summary>
        <h2 class="imi-h2" id="checklist">${t('Checklist for new users')}</h2>
        <span>${t('Done: {count} of {total}', {count: done, total: points.length})}</span>
      </summary>
      <ul class="imi-tasks">
        ${points.map(row)}
      </ul>
    </details>
  </section>`
}

/** @param {Point} point */
function row({key, done, evidence, where}) {
  const id = `point-${key}`
  return html`<li class="imi-task imi-task--small">
    <div class="imi-task__main">
      <a class="imi-task__link" href=${pageUrl(where)} aria-describedby=${id}>${t(NAMES[key])}</a>
      ${evidence ? html`<p class="imi-task__meta">${evidence}</p>` : nothing}
    </div>
    <div class="imi-task__side" id=${id}>
      ${done ? t('Done') : html`<strong class="imi-tag imi-tag--mine">${t('To do')}</strong>`}
    </div>
  </li>`
}
