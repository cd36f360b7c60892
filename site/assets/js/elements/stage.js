import {loadConfig} from '../config.js'

/** <imi-stage> shows the notice that it wraps, hidden at first, on a training stage. */
export class StageElement extends HTMLElement {
  static define(tag = 'imi-stage', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  async connectedCallback() {
    try {
      const {stage} = await this.config()
      this.hidden = stage !== 'training'
    } catch {
      // Which stage this is does not matter to whoever only reads the page.
      this.hidden = true
    }
  }

  config() {
    return loadConfig()
  }
}
