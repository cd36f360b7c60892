/**
 * What CloudFront does before it asks for a page: a page for each folder, the reader's language, and a page that
 * says that there is none. The three constants are filled in by infra/edge.py.
 */

/** Codes of the languages, English first. */
const LANGUAGES = '@LANGUAGES@'.split(' ')
/** Paths of the pages below each language, without the slash at the end. */
const PAGES = '@PAGES@'.split(' ')
/** What is said where there is no page, by language. */
const MISSING = JSON.parse('@MISSING@')

const KEPT = {'cache-control': {value: 'no-store'}}

// eslint-disable-next-line no-unused-vars -- CloudFront calls it
function handler(event) {
  const request = event.request
  const uri = request.uri
  if (/[\\\x00-\x1f]|\/\//.test(uri) || uri.length > 1000) return missing(LANGUAGES[0])
  if (uri === '/') return redirect('/' + wanted(request) + '/', '')
  const problem = /^\/problems\/([a-z-]+)\/?$/.exec(uri)
  if (problem) return redirect('/' + wanted(request) + '/problems/' + problem[1] + '/', '')
  const last = uri.slice(uri.lastIndexOf('/') + 1)
  if (last.indexOf('.') > 0) return request
  const path = uri.slice(1).replace(/\/$/, '')
  const language = path.split('/')[0]
  const known = LANGUAGES.indexOf(language) >= 0
  const page = known ? path.slice(language.length + 1) : path
  if (known ? page && PAGES.indexOf(page) < 0 : page !== 'translations') {
    return missing(known ? language : wanted(request))
  }
  if (uri.charAt(uri.length - 1) !== '/') return redirect(uri + '/', query(request.querystring))
  request.uri = uri + 'index.html'
  return request
}

/** The language of the cookie, else the first of those that the browser asks for, else English. */
function wanted(request) {
  const cookie = request.cookies && request.cookies['@COOKIE@']
  if (cookie && LANGUAGES.indexOf(cookie.value) >= 0) return cookie.value
  const header = request.headers['accept-language']
  const wishes = (header ? header.value : '').toLowerCase().split(',').map((wish, place) => {
    const weight = /;\s*q=([0-9.]+)/.exec(wish)
    return {code: wish.trim().split(/[-;]/)[0], weight: weight ? parseFloat(weight[1]) : 1, place: place}
  })
  wishes.sort((one, other) => other.weight - one.weight || one.place - other.place)
  const found = wishes.find((wish) => wish.weight > 0 && LANGUAGES.indexOf(wish.code) >= 0)
  return found ? found.code : LANGUAGES[0]
}

function redirect(path, asked) {
  return {
    statusCode: 302,
    statusDescription: 'Found',
    headers: Object.assign({location: {value: path + asked}, vary: {value: 'Accept-Language, Cookie'}}, KEPT),
  }
}

function query(asked) {
  const parts = []
  Object.keys(asked || {}).forEach((name) => {
    const values = asked[name].multiValue || [asked[name]]
    values.forEach((each) => parts.push(name + (each.value ? '=' + each.value : '')))
  })
  return parts.length ? '?' + parts.join('&') : ''
}

function missing(language) {
  const words = MISSING[language] || MISSING[LANGUAGES[0]]
  return {
    statusCode: 404,
    statusDescription: 'Not Found',
    headers: Object.assign({'content-type': {value: 'text/html; charset=utf-8'}}, KEPT),
    body: {
      encoding: 'text',
      data: '<!doctype html><html lang="' + language + '"><meta name="viewport" content="width=device-width">' +
        '<title>' + words[0] + '</title><h1>' + words[0] + '</h1><p><a href="/' + language + '/">' + words[1] +
        '</a></p></html>',
    },
  }
}
