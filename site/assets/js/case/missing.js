import {html} from 'lit'

import {pageUrl, t} from '../texts.js'

/** Return what is told when there is no such request, or it is not the reader's to see. */
export function missing() {
  return html`<div class="imi-stack">
    <p>${t('There is no request with this number, or you may not see it.')}</p>
    <p><a href=${pageUrl('workspace/')}>${t('My tasks')}</a></p>
  </div>`
}
