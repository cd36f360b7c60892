/** How an authority that was found looks, and what to do where none was. */

import {html, nothing} from 'lit'

import {compareText, countryCode, countryName, formatDate, languageName} from '../dates.js'
import {language, pageUrl, t} from '../texts.js'

/** @typedef {import('../types.js').Authority} Authority */
/** @typedef {import('./wish.js').Wish} Wish */

/**
 * @param {Authority} authority
 * @param {(code: string) => string} areaTitle
 */
export function foundRow(authority, areaTitle) {
  const {id, title, name, city, country} = authority
  const place = [city, countryName(country)].filter(Boolean).join(', ')
  const known = title && title !== name
  return html`<li class="imi-task">
    <div class="imi-task__main">
      <a
        class="imi-task__link"
        data-id=${id}
        lang=${known ? language() : authority.language || nothing}
        href=${pageUrl('workspace/authority/', {id})}
        >${title || name}</a
      >
      <p class="imi-task__meta">
        ${known ? html`<span lang=${authority.language || nothing}>${name}</span>` : nothing}
        <span>${place}</span>
      </p>
      <p class="imi-task__meta">
        <span
          >${t('Understands: {languages}', {
            languages: authority.languages.map(languageName).join(', '),
          })}</span
        >
        <span>${authority.areas.map(areaTitle).join(', ')}</span>
      </p>
    </div>
    <div class="imi-task__side imi-hint">${freshness(authority)}</div>
  </li>`
}

/**
 * Say when somebody last said that the entry is right; nothing where we are not told.
 *
 * @param {{confirmed_on?: string | null}} authority
 */
export function freshness({confirmed_on: on}) {
  if (on === undefined) return nothing
  if (!on) return html`<span>${t('Not confirmed yet')}</span>`
  return html`<time datetime=${on}>${t('Last confirmed on {date}', {date: formatDate(on)})}</time>`
}

/**
 * Say what somebody can do who found nothing.
 *
 * @param {Wish} wish
 * @param {(changes: Partial<Wish>) => void} change
 */
export function nothingFound(wish, change) {
  const {q, country, area, language: understood} = wish
  return html`<div class="imi-empty">
    <p>${t('What you can do:')}</p>
    <ul>
      ${q ? html`<li>${t('Type fewer letters, another word, or only the city.')}</li>` : nothing}
      ${country ? html`<li>${without(t('Look in all countries'), () => change({country: ''}))}</li>` : nothing}
      ${area ? html`<li>${without(t('Look in all legal areas'), () => change({area: ''}))}</li>` : nothing}
      ${understood
        ? html`<li>${without(t('Look for any language'), () => change({language: ''}))}</li>`
        : nothing}
      <li>
        <a href=${pageUrl('contacts/') + (country && `#${countryCode(country)}`)}
          >${country
            ? t('Ask the national IMI coordinator: {country}', {country: countryName(country)})
            : t('Ask your national IMI coordinator')}</a
        >
      </li>
    </ul>
  </div>`
}

/**
 * @param {string} text
 * @param {() => void} act
 */
function without(text, act) {
  return html`<button class="imi-link" type="button" @click=${act}>${text}</button>`
}

/**
 * Return codes with their names, as options in the order of the reader's alphabet.
 *
 * @param {readonly string[]} codes
 * @param {(code: string) => string} nameOf
 */
export function named(codes, nameOf) {
  const found = codes.map((code) => [code, nameOf(code)])
  return found.sort(([, one = ''], [, other = '']) => compareText(one, other))
}
