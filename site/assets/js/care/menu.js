/** Shows the coordinator's views in the menu to those whom it concerns. */

import {chosenAuthority} from '../acting.js'
import {get} from '../api.js'
import {loadMe} from '../me.js'
import {ensureSession, sub} from '../session.js'
import {coordinatedAreas, isNational} from './rights.js'

const KEPT = 'imi.coordinates'

/** Show the entries if the official's authority coordinates others; asked once a tab. */
export async function showCare() {
  const links = document.querySelectorAll('a[data-count=care], a[data-count=watch]')
  const hidden = [...links].map((link) => link.closest('li')).filter((entry) => entry?.hidden)
  if (!hidden.length) return
  try {
    await ensureSession()
    const shown = await coordinates()
    for (const entry of hidden) if (entry) entry.hidden = !shown
  } catch (error) {
    console.warn('who is in care cannot be told', error) // the page itself says what is wrong
  }
}

async function coordinates() {
  const who = `${sub()} ${chosenAuthority()} `
  const kept = sessionStorage.getItem(KEPT) ?? ''
  if (kept.startsWith(who)) return kept === `${who}yes`
  const found = await ask()
  sessionStorage.setItem(KEPT, who + (found ? 'yes' : 'no'))
  return found
}

async function ask() {
  const {body} = await get('/authorities', {query: {care: 'mine', limit: 1}})
  if (body.items.length || body.next) return true
  const {authority} = await loadMe()
  const own = (await get(`/authorities/${authority.id}`)).body
  return isNational(own) || coordinatedAreas(own).length > 0
}
