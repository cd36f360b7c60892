/** @import {Me} from '../types.js' */
/** @import {ProfileElement} from './imi-profile.js' */

import {html, nothing} from 'lit'

import {languageName} from '../dates.js'
import {languageOptions, selectField} from '../people/fields.js'
import {language, t} from '../texts.js'

/**
 * Return the form for the language in which pages and e-mails come.
 *
 * @param {ProfileElement} page
 */
export function languageForm(page) {
  return html`<form
    class="imi-form"
    novalidate
    aria-labelledby="language-title"
    @submit=${(/** @type {Event} */ event) => {
      event.preventDefault()
      void page.saveLanguage()
    }}
  >
    <h2 class="imi-h2" id="language-title" tabindex="-1">${t('Language')}</h2>
    ${selectField({
      pointer: '/language',
      label: t('Your language'),
      hint: t('Pages and e-mails come in this language.'),
      value: page.chosen,
      options: languageOptions(page.languages),
      errors: page.errors,
      choose: (code) => page.choose(code),
    })}
    <div class="imi-buttons imi-buttons--close">
      <button class="ecl-button ecl-button--secondary" type="submit" aria-disabled=${page.busy ? 'true' : nothing}>
        ${t('Save language')}
      </button>
    </div>
  </form>`
}

/**
 * Return the way to this page in the language of the profile, unless it is in it.
 *
 * @param {Me} me
 */
export function otherLanguage({language: own}) {
  if (own === language()) return nothing
  return html`<div class="ecl-notification__description">
    <a href="/${own}/workspace/profile/" hreflang=${own}
      >${t('Language of your profile: {language}', {language: languageName(own)})}</a
    >
  </div>`
}
