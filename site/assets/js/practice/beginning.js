/** Beginning a lesson, and going where its first step is done. */

import {newKey, post} from '../api.js'
import {pageUrl} from '../texts.js'

/** @type {Map<string, string>} of each lesson the same key for every try of beginning it */
const tries = new Map()

/** Let each lesson begin anew: what was tried before is gone. */
export function forgetTries() {
  tries.clear()
}

/** @param {string} lesson its key */
export async function beginLesson(lesson) {
  const key = tries.get(lesson) ?? newKey()
  tries.set(lesson, key)
  const {body} = await post(`/lessons/${encodeURIComponent(lesson)}/begin`, {}, {key})
  tries.delete(lesson)
  goTo(body.lesson)
}

/**
 * Go where the next step of a lesson is done; if nowhere in particular, where all lessons are, with this one above.
 *
 * @param {import('../types.js').Guide} lesson
 */
export function goTo({where}) {
  location.assign(pageUrl(where ?? 'workspace/practice/'))
}
