/** @import {Point} from './types.js' */

import {html, nothing} from 'lit'

import {pageUrl, t} from './texts.js'

/**
 * Return the checklist as rows that lead to where each point is done. Open while something is
 * to do; without points there is no list.
 *
 * @param {readonly Point[]} points
 */
export function checklist(points) {
  if (!points.length) return nothing
  const done = points.filter((point) => point.done).length
  const total = points.filter((point) => point.knowable).length
  return html`<section class="imi-points" aria-labelledby="checklist">
    <details ?open=${done < total}>
      <summary>
        <h2 class="imi-h2" id="checklist">${t('Checklist for new users')}</h2>
        <span>${t('Done: {count} of {total}', {count: done, total})}</span>
      </summary>
      <ul class="imi-tasks">
        ${points.map(row)}
      </ul>
    </details>
  </section>`
}

/** @param {Point} point */
function row({key, title, done, knowable, evidence, where}) {
  const id = `point-${key}`
  const left = knowable ? html`<strong class="imi-tag imi-tag--mine">${t('To do')}</strong>` : t('See for yourself')
  return html`<li class="imi-task imi-task--small">
    <div class="imi-task__main">
      <a class="imi-task__link" href=${pageUrl(where)} aria-describedby=${id}>${title}</a>
      ${evidence ? html`<p class="imi-task__meta">${evidence}</p>` : nothing}
    </div>
    <div class="imi-task__side" id=${id}>
      ${done ? t('Done') : left}
    </div>
  </li>`
}
