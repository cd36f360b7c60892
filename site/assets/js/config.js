/** What this stage is, from its public configuration. */

/**
 * @typedef {object} Config
 * @property {string} stage
 * @property {string} issuer
 * @property {string} client_id
 * @property {string} scope
 * @property {string[]} languages
 * @property {string} [provider] what the pool calls the service to which sign-in goes straight on
 * @property {boolean} [local] the stage runs on this machine and has an inbox page
 */

/** @type {Promise<Config> | undefined} */
let config

/** @returns {Promise<Config>} */
export function loadConfig() {
  config ??= fetch('/config.json').then((answer) => {
    if (!answer.ok) throw new Error(`config.json answered ${answer.status}`)
    return answer.json()
  })
  config.catch(() => (config = undefined))
  return config
}
