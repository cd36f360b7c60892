/** A small element of the workspace, in light DOM. */

import {LitElement} from 'lit'

export class Element extends LitElement {
  /** @param {string} tag */
  static define(tag, registry = customElements) {
    registry.define(tag, this)
    return this
  }

  /** Light DOM, so that the design system's stylesheet applies. */
  createRenderRoot() {
    this.replaceChildren()
    return this
  }
}
