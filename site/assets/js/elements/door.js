/**
 * <imi-door data-inside> wraps the link to the workspace. For somebody who is signed in in this
 * tab the link says so: its words are those of data-inside then.
 */

import {stored} from '../kept-tokens.js'

export class DoorElement extends HTMLElement {
  static define(tag = 'imi-door', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  connectedCallback() {
    const link = this.querySelector('a')
    if (link && stored()) link.textContent = this.dataset.inside ?? link.textContent
  }
}
