import {html} from 'lit'

import {Element} from '../element.js'
import {t} from '../texts.js'
import {described, partLabel} from './descriptions.js'

/** @typedef {import('./merges.js').Conflict} Conflict */

/**
 * <imi-draft-conflict> shows where a colleague changed the same draft meanwhile.
 *
 * For each part the official takes one of both versions; a `settle` event tells which.
 */
export class DraftConflictElement extends Element {
  static properties = {
    conflicts: {attribute: false},
    context: {attribute: false},
  }

  constructor() {
    super()
    /** @type {Conflict[]} */
    this.conflicts = []
    /** @type {import('./descriptions.js').Context} */
    this.context
  }

  render() {
    return html`<section class="imi-card imi-stack" aria-labelledby="conflict">
      <h2 class="imi-h2" id="conflict" tabindex="-1">${t('A colleague has changed this draft')}</h2>
      <p>${t('Choose which version to keep. Everything else is already merged.')}</p>
      ${this.conflicts.map((conflict) => this.conflict(conflict))}
    </section>`
  }

  /** @param {Conflict} conflict */
  conflict(conflict) {
    const {part, mine, theirs} = conflict
    return html`<div role="group" aria-label=${partLabel(part)}>
      <h3 class="imi-h3">${partLabel(part)}</h3>
      <dl class="imi-summary">
        ${this.version(part, t('Your version'), mine, t('Keep my version'))}
        ${this.version(part, t('The version of your colleague'), theirs, t('Take this version'))}
      </dl>
    </div>`
  }

  /**
   * @param {string} part
   * @param {string} label
   * @param {any} value
   * @param {string} button
   */
  version(part, label, value, button) {
    const settle = () => {
      const detail = {part, value}
      this.dispatchEvent(new CustomEvent('settle', {detail, bubbles: true}))
    }
    return html`<div class="imi-summary__row">
      <dt>${label}</dt>
      <dd>${described(part, value, this.context)}</dd>
      <dd class="imi-summary__action">
        <button class="ecl-button ecl-button--secondary" type="button" @click=${settle}>${button}</button>
      </dd>
    </div>`
  }
}
