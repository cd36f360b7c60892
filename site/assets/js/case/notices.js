/** @import {CaseElement} from './imi-case.js' */

import {html, nothing} from 'lit'

import {t, tn} from '../texts.js'
import {quote} from './foreign.js'
import {BESIDE} from './notes.js'
import {answer} from './questions.js'
import * as routes from './routes.js'
import {done, wanted} from './words.js'

/**
 * Return what stands above everything else: what was just done, what others
 * changed, what the API warns of, and what is typed but not saved or used.
 *
 * @param {CaseElement} page
 */
export function notices(page) {
  if (page.errors.length) return page.problems()
  return html`${page.problems()} ${confirmation(page)} ${warnings(page)} ${news(page)} ${unsaved(page)}
  ${unused(page)}`
}

/** @param {CaseElement} page */
function confirmation({done: action, request, me}) {
  if (!action) return nothing
  return html`<div class="ecl-notification ecl-notification--success" id="done" tabindex="-1" role="status">
    <div class="ecl-notification__content">
      <div class="ecl-notification__title">${done(action, request)}</div>
      ${
        BESIDE.has(action)
          ? nothing
          : html`<div class="ecl-notification__description">${wanted(request, me.authority.id).next}</div>`
      }
    </div>
  </div>`
}

/** @param {CaseElement} page */
function warnings({request, route}) {
  if (!request.warnings?.length || route.view !== 'overview') return nothing
  return html`<div class="ecl-notification ecl-notification--warning" role="status">
    <div class="ecl-notification__content">
      ${request.warnings.map(({detail}) => html`<div class="ecl-notification__description">${detail}</div>`)}
    </div>
  </div>`
}

/** @param {CaseElement} page */
function news({file: {news}, request}) {
  if (!news.events.length && !news.questions.size) return nothing
  return html`<div class="ecl-notification ecl-notification--info" role="status">
    <div class="ecl-notification__content">
      <div class="ecl-notification__title">${t('The request has changed since you opened it.')}</div>
      <div class="ecl-notification__description">
        <ul>
          ${news.events.map(({text}) => html`<li>${text}</li>`)}
          ${request.questions.map(({code}, index) =>
            news.questions.has(code)
              ? html`<li>
                  <a href=${routes.question(index)}
                    >${t('New answer to question {number}', {number: index + 1})}</a
                  >
                </li>`
              : nothing,
          )}
        </ul>
      </div>
    </div>
  </div>`
}

/** @param {CaseElement} page */
function unsaved(page) {
  const codes = page.file.answers.unsaved
  if (!codes.length || (page.route.view === 'question' && page.can('answer'))) return nothing
  return html`<div class="ecl-notification ecl-notification--warning" role="status">
    <div class="ecl-notification__content">
      <div class="ecl-notification__title">
        ${tn('{count} answer is not saved.', '{count} answers are not saved.', codes.length)}
      </div>
      <div class="ecl-notification__description">
        ${
          page.can('answer')
            ? html`<button
                class="ecl-button ecl-button--secondary"
                type="button"
                @click=${() => page.saveAll()}
              >
                ${t('Save now')}
              </button>`
            : lost(page, codes)
        }
      </div>
    </div>
  </div>`
}

/**
 * Return what was typed too late to be saved, so that it can be used elsewhere.
 *
 * @param {CaseElement} page
 * @param {string[]} codes
 */
function lost({request, file}, codes) {
  return html`<p>${t('Answers can no longer be saved. This is what you typed:')}</p>
    <dl>
      ${codes.map((code) => {
        const question = request.questions.find((one) => one.code === code)
        const typed = file.answers.of(code)
        // Whoever was asked before sees the questions no more.
        return html`<dt>${question?.text ?? code}</dt>
          <dd>${question ? answer(question, typed) : [typed.value, quote(typed.comment, typed.language)]}</dd>`
      })}
    </dl>`
}

/**
 * Return what was typed for steps that somebody else has made impossible, so that it can be
 * used elsewhere.
 *
 * @param {CaseElement} page
 */
function unused(page) {
  const texts = page.typedTexts.filter(({action}) => !page.can(action))
  if (!texts.length) return nothing
  return html`<div class="ecl-notification ecl-notification--warning" role="status">
    <div class="ecl-notification__content">
      <div class="ecl-notification__title">${t('Not sent')}</div>
      <div class="ecl-notification__description">
        <p>${t('Typed by you')}</p>
        ${texts.map(({text}) => quote(text, page.me.language))}
      </div>
    </div>
  </div>`
}
