/** The pages in which the API hands out a list. */

const MOST_CALLS = 20

/**
 * Yield pages of a list until one of them holds something or the list ends.
 *
 * The API looks at a bounded number of rows a call, so that a page may be empty
 * although more follows. After 20 calls it is the reader's turn to go on.
 *
 * @template {{items: unknown[], next: string | null}} Listed
 * @param {(cursor: string | null) => Promise<Listed>} read
 * @param {string | null} [cursor] where to go on; at the beginning without it
 */
export async function* pages(read, cursor = null) {
  for (let calls = 1; calls <= MOST_CALLS; calls += 1) {
    const page = await read(cursor)
    yield page
    if (page.items.length || !page.next) return
    cursor = page.next
  }
}
