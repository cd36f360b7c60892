/** Dates that a new request can propose. */

/** @typedef {import('../types.js').QuestionSet['deadline']} Deadline */

const SATURDAY = 6
const SUNDAY = 0

/**
 * Return the date that the legal area suggests, moved off a weekend.
 * @param {Deadline} deadline of the legal area
 * @param {{from: string, urgent: boolean}} circumstances from: ISO date of today at the authority that is asked
 */
export function suggestedDate(deadline, {from, urgent}) {
  const days = (urgent && deadline.urgent_days) || deadline.days
  let date = from
  for (let counted = 0; counted < days; ) {
    date = dayAfter(date)
    if (deadline.unit !== 'working' || !isWeekend(date)) counted += 1
  }
  while (isWeekend(date)) date = dayAfter(date)
  return date
}

/** @param {string} date ISO */
export function isWeekend(date) {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay()
  return day === SATURDAY || day === SUNDAY
}

/** @param {string} date ISO */
function dayAfter(date) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
