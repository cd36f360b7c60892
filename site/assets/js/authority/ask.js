/** @import {AuthorityElement} from './imi-authority.js' */

import {html} from 'lit'

import {t} from '../texts.js'
import {areaChoice} from './area-form.js'
import {form} from './forms.js'

/**
 * Return the form with which an authority asks for access to a further legal area.
 *
 * @param {AuthorityElement} page
 */
export function askForm(page) {
  return form(page, {
    heading: t('Ask for access to another legal area'),
    button: t('Ask for access'),
    submit: () => page.ask(),
    fields: html`<p>${t('Your coordinator decides. Until then nothing can be sent or received there.')}</p>
      ${areaChoice(page)}`,
  })
}
