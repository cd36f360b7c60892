import {html} from 'lit'

import {pageUrl, t} from '../texts.js'

/** Return what is shown where there is no such authority, or none for this reader. */
export function missing() {
  return html`<div class="imi-empty">
    <p>${t('There is no authority at this address, or you may not see it.')}</p>
    <p><a href=${pageUrl('workspace/authority/')}>${t('My authority')}</a></p>
  </div>`
}
