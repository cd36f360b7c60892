/** @import {AuthorityElement} from './imi-authority.js' */

import {html, nothing} from 'lit'

import {N, t} from '../texts.js'
import {facts} from './facts.js'
import {form} from './forms.js'

/** @type {Record<string, {heading: string, told: string}>} */
const STEPS = {
  submit: {
    heading: N('Hand in the record'),
    told: N('Your coordinator then checks and validates it. The record must be complete, and two administrators must have accepted their invitations.'),
  },
  validate: {
    heading: N('Validate this authority'),
    told: N('Check the facts first. From then on everybody can find this authority. It can send and receive requests in the legal areas to which it has access.'),
  },
  suspend: {
    heading: N('Suspend this authority'),
    told: N('It then receives no new requests and sends none. Open requests go on. You can resume it at any time.'),
  },
  resume: {
    heading: N('Resume this authority'),
    told: N('It then receives and sends requests again.'),
  },
  deactivate: {
    heading: N('Deactivate this authority'),
    told: N('It then takes part no longer, for good.'),
  },
  merge: {
    heading: N('Merge this authority into another one'),
    told: N('The authority that you choose takes its place. This one takes part no longer, for good.'),
  },
}

/** Steps that nothing leads back from. */
export const FINAL = new Set(['deactivate', 'merge'])

/**
 * Return what is asked before a step is taken.
 *
 * @param {AuthorityElement} page
 * @param {string} action
 */
export function stepForm(page, action) {
  const {record} = page
  const offered = record.actions.find((one) => one.action === action)
  const needed = offered?.fields[0]
  const step = STEPS[action]
  return html`${form(page, {
    heading: step ? t(step.heading) : offered?.label,
    button: offered?.label ?? '',
    danger: FINAL.has(action),
    submit: () => submit(page, action, needed),
    fields: html`${step ? html`<p>${t(step.told)}</p>` : nothing}
    ${needed
      ? html`<imi-authority-picker
          class="imi-screen"
          single
          label=${needed.label}
          pointer="/${needed.name}"
          country=${record.country}
          .but=${[record.id]}
          .errors=${page.errors}
          .chosen=${page.into}
          @picked=${(/** @type {CustomEvent} */ {detail}) => {
            page.into = detail
            page.requestUpdate()
          }}
        ></imi-authority-picker>`
      : nothing}
    ${FINAL.has(action) ? html`<p><strong>${t('This cannot be undone.')}</strong></p>` : nothing}`,
  })}
  ${action === 'validate' ? facts(page) : nothing}`
}

/**
 * @param {AuthorityElement} page
 * @param {string} action
 * @param {{name: string, label: string} | undefined} needed
 */
function submit(page, action, needed) {
  if (!needed) return page.act(action)
  const id = page.into[0]?.id
  if (id) return page.act(action, {[needed.name]: id})
  return page.showErrors([{pointer: `/${needed.name}`, detail: t('Choose an authority')}])
}
