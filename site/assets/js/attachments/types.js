/** The media types that may be attached, by the endings of their names. */

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const OPEN = 'application/vnd.oasis.opendocument'

/** @type {Readonly<Record<string, string>>} */
export const ENDINGS = Object.freeze({
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
  pptx: `${OFFICE}.presentationml.presentation`,
  odt: `${OPEN}.text`,
  ods: `${OPEN}.spreadsheet`,
  odp: `${OPEN}.presentation`,
})

/**
 * Return the media type of *file*: by its name, since browsers without an office know no
 * type of its documents. What the file contains is looked at when it has arrived.
 *
 * @param {File} file
 */
export function typeOf({name, type}) {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return ENDINGS[ending] ?? (type || 'application/octet-stream')
}
