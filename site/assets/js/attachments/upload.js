import {NetworkError, post} from '../api.js'
import {t} from '../texts.js'

/**
 * Announce a file and send its content where the API says. Returns the file's id.
 *
 * @param {string} number of the request
 * @param {File} file
 * @param {string} type media type
 * @param {boolean} forMessage  Whether it is sent with a message.
 */
export async function upload(number, file, type, forMessage) {
  const data = await file.arrayBuffer()
  const sha256 = hexadecimal(await crypto.subtle.digest('SHA-256', data))
  const {body} = await post(`/requests/${number}/attachments`, {
    name: file.name,
    type,
    size: file.size,
    sha256,
    for_message: forMessage,
  })
  const {url, method, headers} = body.upload
  const answer = await fetch(url, {method, headers, body: data, credentials: 'omit'}).catch((error) => {
    throw new NetworkError({cause: error})
  })
  if (!answer.ok) throw new Error(t('The upload did not succeed. Remove the file and try again.'))
  return /** @type {string} */ (body.id)
}

/** @param {ArrayBuffer} bytes */
function hexadecimal(bytes) {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
