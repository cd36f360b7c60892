/** What is said about whether the draft is saved. */

import {html, nothing} from 'lit'

import {formatTime} from '../dates.js'
import {t} from '../texts.js'

/** @typedef {import('./keeper.js').DraftKeeper} DraftKeeper */

/**
 * @param {DraftKeeper} keeper
 * @param {boolean} unfinished whether something on the screen cannot be saved yet
 */
export function saveState(keeper, unfinished) {
  const failed = keeper.state !== 'saved' || unfinished
  const text = stateText(keeper, unfinished)
  if (!text) return nothing
  if (keeper.state === 'waiting') return html`<p class="imi-hint">${text}</p>`
  return html`<p class="imi-saved ${failed ? 'imi-saved--failed' : ''}">${text}</p>`
}

/**
 * @param {DraftKeeper} keeper
 * @param {boolean} unfinished
 * @returns {string}
 */
export function stateText({state, savedAt, trouble}, unfinished) {
  if (state === 'saved' && unfinished) return t('Not saved yet: a date is not complete')
  if (state === 'saved') return savedAt ? t('Saved at {time}', {time: formatTime(savedAt)}) : ''
  if (state === 'waiting') return t('Saving…')
  if (state === 'retrying') return t('Not saved yet: retrying')
  if (state === 'refused') return t('Not saved yet: correct what is marked')
  if (state === 'conflict') return t('Not saved yet: a colleague has changed this draft')
  return trouble
}
