/** What is shown when a register has answered, and no request is needed. */

import {html} from 'lit'

import {pageUrl, t} from '../texts.js'

/** @param {import('../types.js').Register} register where the answer stood */
export function requestSpared({name, language}) {
  return html`<div class="imi-screen imi-stack">
    <div class="imi-panel">
      <h2 id="step" tabindex="-1">${t('No request needed')}</h2>
      <p lang=${language}>${name}</p>
    </div>
    <p>${t('The draft is deleted. Whoever keeps the register sees that it has spared a request, and not whose.')}</p>
    <p>${t('Note for your file what you found, where and when.')}</p>
    <div class="imi-buttons">
      <a class="ecl-button ecl-button--primary imi-button-link" href=${pageUrl('workspace/')}>${t('My tasks')}</a>
      <a class="ecl-button ecl-button--secondary imi-button-link" href=${pageUrl('workspace/new/')}>${t('New request')}</a>
    </div>
  </div>`
}
