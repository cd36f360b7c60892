/** How to give up a draft: deleted, or withdrawn if others know its number already. */

import {html, nothing} from 'lit'

/** @param {import('./imi-new-request.js').NewRequestElement} page */
export function wayOut(page) {
  const {keeper, draft, errors, busy} = page
  if (!keeper) return nothing
  if (!keeper.request.was_out) {
    return html`<imi-delete-draft @delete-draft=${() => page.deleteDraft()}></imi-delete-draft>`
  }
  const offered = keeper.request.actions.find(({action}) => action === 'withdraw')
  if (!offered) return nothing
  return html`<imi-withdraw-draft
    class="imi-screen"
    .label=${offered.label}
    .language=${draft?.language ?? ''}
    .errors=${errors}
    .busy=${busy}
    @withdraw-draft=${(/** @type {CustomEvent} */ {detail}) => page.withdrawDraft(detail)}
  ></imi-withdraw-draft>`
}
