/** @import {AuthorityElement} from './imi-authority.js' */
/** @import {AuthoritySummary} from '../types.js' */

import {html, nothing} from 'lit'

import {fieldError} from '../elements/errors.js'
import {t} from '../texts.js'
import {SETTINGS} from './areas.js'
import {choices, form, group, write} from './forms.js'
import {NEW_AREA} from './routes.js'
import {ACCESSES, KINDS, labelOf} from './words.js'

/**
 * Return the form that decides on an authority's part in one legal area.
 *
 * @param {AuthorityElement} page
 * @param {string} area
 */
export function areaForm(page, area) {
  const edits = page.editsOf(area)
  const pick = coordinators(page, area)
  const isNew = area === NEW_AREA
  return form(page, {
    heading: isNew ? t('Add a legal area') : page.areaTitle(area),
    button: isNew ? t('Add this legal area') : t('Save changes'),
    edits,
    submit: () => page.decide(area),
    fields: html`
      ${isNew ? areaChoice(page) : nothing} ${choices(page, edits, 'kind', kinds(String(edits.stored.kind)))}
      ${choices(page, edits, 'access', texts(ACCESSES))}
      ${pick('access_coordinator', t('It decides on access to this legal area. If you choose none, nothing changes.'), true)}
      ${pick('request_coordinators', t('They follow the requests, and decide where that is provided for.'))}
      ${pick('linked_coordinators', t('They see an overview and nothing else.'))}
      <fieldset class="ecl-form-group">
        <legend class="ecl-form-label">${t('Settings')}</legend>
        <div class="imi-choices">
          ${SETTINGS.map(
            ({name, text}) =>
              html`<label class="imi-choice"
                ><input
                  type="checkbox"
                  id=${name}
                  .checked=${edits.value(name)}
                  @change=${() => write(page, edits, name, !edits.value(name))}
                /><span>${t(text)}</span></label
              >`,
          )}
        </div>
      </fieldset>
    `,
  })
}

/** @param {AuthorityElement} page */
export function areaChoice(page) {
  const open = page.areas.filter(({code}) => !page.record.parts[code])
  return html`<fieldset class=${group(page, '/area')} id="area">
    <legend class="ecl-form-label">${t('Legal area')}</legend>
    ${fieldError(page.errors, '/area')}
    <div class="imi-choices">
      ${open.map(
        ({code, title}) =>
          html`<label class="imi-choice"
            ><input
              type="radio"
              name="area"
              value=${code}
              .checked=${code === page.newArea}
              @change=${() => (page.newArea = code)}
            /><span>${title}</span></label
          >`,
      )}
    </div>
  </fieldset>`
}

/**
 * @param {AuthorityElement} page
 * @param {string} area
 */
function coordinators(page, area) {
  const edits = page.editsOf(area)
  return (/** @type {string} */ name, /** @type {string} */ hint, single = false) => {
    const ids = [edits.value(name) ?? []].flat()
    const picked = (/** @type {CustomEvent<AuthoritySummary[]>} */ {detail}) => {
      for (const one of detail) page.others.set(one.id, one)
      write(page, edits, name, single ? (detail[0]?.id ?? null) : detail.map(({id}) => id))
    }
    return html`<imi-authority-picker
      class="imi-screen"
      ?single=${single}
      label=${labelOf(name)}
      hint=${hint}
      pointer="/${name}"
      country=${page.record.country}
      .but=${name === 'access_coordinator' ? [] : [page.record.id]}
      .errors=${page.errors}
      .chosen=${ids.flatMap((id) => page.others.get(id) ?? [])}
      @picked=${picked}
    ></imi-authority-picker>`
  }
}

/** @param {string} present There is one national coordinator a country, and nobody makes it here. */
function kinds(present) {
  return texts(KINDS).filter(([kind]) => kind !== 'national_coordinator' || kind === present)
}

/** @param {Record<string, string>} names by code */
function texts(names) {
  return Object.entries(names).map(([code, name]) => [code, t(name)])
}
