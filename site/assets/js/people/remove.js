/** @import {Official} from '../types.js' */
/** @import {PeopleElement} from './imi-people.js' */

import {html, nothing} from 'lit'

import {authorityName} from '../elements/authority.js'
import {t} from '../texts.js'
import {frame} from './frame.js'
import {rightsList} from './list.js'
import {rightsInWords} from './words.js'

/**
 * Return the page that asks once more before a user is removed.
 *
 * @param {PeopleElement} page
 * @param {Official} official
 */
export function form(page, official) {
  const {name, email, roles} = official
  return frame(page, {
    heading: t('Remove {name}?', {name}),
    fields: html`<dl class="imi-facts">
        <dt>${t('Authority')}</dt>
        <dd>${authorityName(page.staff.record)}</dd>
        <dt>${t('E-mail address')}</dt>
        <dd>${email}</dd>
        <dt>${t('Rights')}</dt>
        <dd>${rightsList(rightsInWords(roles, page.staff.titles))}</dd>
      </dl>
      ${official.id === page.me.id
        ? html`<p><strong>${t('This is you. You lose access to this authority at once.')}</strong></p>`
        : nothing}
      <p>
        ${t('A user who is removed can no longer act for the authority. What was done in requests stays recorded.')}
      </p>`,
    label: t('Remove user'),
    danger: true,
    submit: () => page.removeUser(official),
  })
}
