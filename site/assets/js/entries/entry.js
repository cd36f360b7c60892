/** One register as those see it who look after it. */

import {html, nothing} from 'lit'

import {formatDate, formatMoment, formatNumber, languageName} from '../dates.js'
import {authorityName} from '../elements/authority.js'
import {actionButton} from '../elements/forms.js'
import {N, pageUrl, t} from '../texts.js'
import {flat, labelOf, words} from './entry-words.js'

/** @typedef {import('./imi-entries.js').EntriesElement} Page */
/** @typedef {import('./imi-entries.js').Entry} Entry */

/** What is the matter with an entry, by the code that the API has for it. */
const CARES = Object.freeze(/** @type {Record<string, string>} */ ({
  approve: N('waits for approval'),
  dead: N('cannot be reached'),
  moved: N('has moved'),
  proposal: N('proposals from readers'),
  confirm: N('to be confirmed'),
}))

/**
 * @param {Page} page
 * @param {Entry} entry
 * @param {unknown} said what was just done to it
 */
export function entryView(page, entry, said) {
  const {id, published, waiting, cares} = entry
  const latest = published ?? waiting
  if (!latest) return nothing
  return html`<article class="imi-card imi-stack imi-stack--tight" aria-labelledby=${id}>
    <h2 class="imi-h2" id=${id} tabindex="-1" lang=${latest.language}>${latest.name}</h2>
    ${said}
    <p class="imi-cluster">
      <span>${words(page, 'kind', latest.kind)}</span>
      ${cares.map((care) => html`<strong class="imi-tag">${t(CARES[care] ?? care)}</strong>`)}
      ${waiting && !cares.includes('approve')
        ? html`<strong class="imi-tag">${t('waits for approval')}</strong>`
        : nothing}
    </p>
    ${facts(page, entry, latest)} ${waiting ? changes(page, waiting, published) : nothing}
    ${proposals(page, entry)} ${page.editable && !page.open ? buttons(page, entry, latest.name) : nothing}
  </article>`
}

/**
 * @param {Page} page
 * @param {Entry} entry
 * @param {import('./imi-entries.js').Fields} latest
 */
function facts(page, {id, published, keeper, confirmed_on, health, spared_this_year}, {url, languages, successor}) {
  return html`<dl class="imi-facts">
    <dt>${t('Website')}</dt>
    <dd class="imi-offer__name"><a href=${url} target="_blank" rel="external noopener noreferrer">${url}<span class="ecl-u-sr-only"> ${t('(opens in a new tab)')}</span></a></dd>
    ${health?.moved_to ? html`<dt>${t('It says that it has moved to')}</dt><dd>${health.moved_to}</dd>` : nothing}
    ${health?.reached_on ? html`<dt>${t('Last reached on')}</dt><dd>${formatDate(health.reached_on)}</dd>` : nothing}
    <dt>${t('Languages of its pages')}</dt>
    <dd>${languages.map(languageName).join(', ')}</dd>
    <dt>${t('Kept by')}</dt>
    <dd>${keeper ? authorityName(keeper) : t('not known yet')}</dd>
    ${successor ? html`<dt>${t('Replaced by')}</dt><dd>${words(page, 'successor', successor)}</dd>` : nothing}
    <dt>${t('Last confirmed')}</dt>
    <dd>${confirmed_on ? formatDate(confirmed_on) : t('not yet')}</dd>
    <dt>${t('Requests spared this year')}</dt>
    <dd>${formatNumber(spared_this_year)}</dd>
  </dl>
  ${published ? html`<p><a class="ecl-link" href=${`${pageUrl('registers/')}#${id}`}>${t('See the public page')}</a></p>` : nothing}`
}

/**
 * All that a version says which waits, or that it would change: whoever approves it must have read it.
 * @param {Page} page
 * @param {import('./imi-entries.js').Fields} waiting
 * @param {import('./imi-entries.js').Fields | null} published
 */
function changes(page, waiting, published) {
  const [now, then] = [flat(published), flat(waiting)]
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])].filter(
    (name) => name !== 'keeper' && words(page, name, then[name]) !== words(page, name, now[name]),
  )
  if (!names.length) return nothing
  return html`<details class="imi-details" open>
    <summary>${t('waits for approval')}</summary>
    <dl class="imi-facts">
      ${names.map(
        (name) => html`<dt>${labelOf(name)}</dt>
          <dd class="imi-offer__name imi-register__guidance" dir="auto">${words(page, name, then[name])}${published
              ? html` <del class="imi-hint">${words(page, name, now[name])}</del>`
              : nothing}</dd>`,
      )}
    </dl>
  </details>`
}

/**
 * What readers have written about an entry.
 * @param {Page} page
 * @param {Entry} entry
 */
function proposals(page, entry) {
  if (!entry.proposals.length) return nothing
  return html`<section class="imi-stack imi-stack--tight" aria-labelledby="proposals-${entry.id}">
    <h3 class="imi-h3" id="proposals-${entry.id}">${t('Proposals from readers')}</h3>
    <p class="imi-hint">${t('Anybody may write them. Check what they say before you change anything.')}</p>
    <ul class="imi-list">
      ${entry.proposals.map(
        (each) => html`<li class="imi-list__item">
          <span><q class="imi-offer__name" dir="auto">${each.text}</q> <small class="imi-hint">${formatMoment(each.at)}</small></span>
          ${page.editable && !page.open
            ? html`<button class="ecl-button ecl-button--secondary" type="button" @click=${() => page.haveRead(entry, each.id)}>
                ${t('Read and done')}
              </button>`
            : nothing}
        </li>`,
      )}
    </ul>
  </section>`
}

/**
 * @param {Page} page
 * @param {Entry} entry
 * @param {string} name
 */
function buttons(page, entry, name) {
  const {actions} = entry
  const about = html`<span class="ecl-u-sr-only">: ${name}</span>`
  const may = (/** @type {string} */ action) => actions.includes(action)
  const button = (/** @type {unknown} */ label, /** @type {() => unknown} */ act, look = 'secondary') =>
    actionButton(page, html`${label}${about}`, act, look)
  return html`<div class="imi-buttons">
    ${may('approve') ? button(t('Approve the change'), () => page.act(entry, 'approve'), 'primary') : nothing}
    ${may('refuse') ? button(t('Refuse the change'), () => page.act(entry, 'refuse')) : nothing}
    ${may('confirm') ? button(t('Confirm that the entry is right'), () => page.act(entry, 'confirm')) : nothing}
    ${button(t('Change the entry'), () => page.begin(entry))}
    ${may('remove') ? button(t('Remove'), () => page.ask(entry), 'secondary imi-button--danger') : nothing}
  </div>`
}
