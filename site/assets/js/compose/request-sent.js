import {html, nothing} from 'lit'

import {countryName, formatDate} from '../dates.js'
import {Element} from '../element.js'
import {stateTag} from '../elements/state-tag.js'
import {pageUrl, t} from '../texts.js'

/** <imi-request-sent> confirms what was sent, says what happens next, and answers later too. */
export class RequestSentElement extends Element {
  static properties = {
    request: {attribute: false},
  }

  constructor() {
    super()
    /** @type {any} as the API tells it */
    this.request
  }

  render() {
    const {number, asked_authority: asked, state} = this.request
    return html`
      <div class="imi-panel">
        <h2 id="step" tabindex="-1">${sentTitle(state)}</h2>
        <p class="imi-panel__number">${number}</p>
      </div>
      ${asked ? html`<p>${asked.title}, ${countryName(asked.country)}<br /><span lang=${asked.language ?? nothing}>${asked.name}</span></p>` : nothing}
      ${this.next()}
      <div class="imi-buttons">
        <a class="ecl-button ecl-button--primary imi-button-link" href=${pageUrl('workspace/case/', {number})}
          >${t('Go to the request')}</a
        >
        <a class="ecl-button ecl-button--secondary imi-button-link" href=${pageUrl('workspace/')}>${t('My tasks')}</a>
      </div>
    `
  }

  next() {
    const {proposed_on, state, state_label: label} = this.request
    if (state === 'approval') return whileApproved()
    if (state === 'awaiting_acceptance') return whileAccepted(proposed_on)
    return html`<p>${stateTag(state, label)}</p>`
  }
}

/**
 * Say what has become of the draft.
 * @param {string} state
 */
export function sentTitle(state) {
  return state === 'approval' ? t('Request submitted for approval') : t('Request sent')
}

function whileApproved() {
  return html`<p>
      ${t('A coordinator must approve the request before it is sent. The other authority sees nothing of it yet.')}
    </p>
    <h3 class="imi-h3">${t('What happens next')}</h3>
    <ul>
      <li>${t('The coordinator has been told by e-mail.')}</li>
      <li>${t('If it is approved, the other authority is told by e-mail. If not, it comes back to your drafts with a comment.')}</li>
      <li>${t('Until then, you can withdraw the request.')}</li>
    </ul>`
}

/** @param {string} proposedOn */
function whileAccepted(proposedOn) {
  const date = proposedOn ? formatDate(proposedOn, {weekday: true}) : ''
  return html`<h3 class="imi-h3">${t('What happens next')}</h3>
    <ul>
      <li>${t('The authority gets an e-mail. It sees your questions and the reason, but no personal data yet.')}</li>
      <li>${t('It accepts the request and the date you proposed, or sets another date. You are told by e-mail.')}</li>
      ${date ? html`<li>${t('Date you proposed for the reply: {date}', {date})}</li>` : nothing}
      <li>${t('Until it has accepted, you can withdraw the request.')}</li>
    </ul>`
}
