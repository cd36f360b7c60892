import {loadConfig} from '../config.js'

/**
 * <imi-stage> shows the notice that it wraps on a training stage, and hides it elsewhere. Pages
 * built for training show it from the start.
 */
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
      // Nobody knows: it stays as the page was built.
    }
  }

  config() {
    return loadConfig()
  }
}
