/**
 * Irish and Maltese, for browsers whose Intl leaves them out.
 *
 * Chromium carries the names of months, countries and languages only for the
 * languages of its own menus. The data here are those of the Unicode CLDR,
 * with the country names of the EU's interinstitutional style guide.
 */

/**
 * @typedef {object} Names
 * @property {string[]} months
 * @property {string[]} weekdays from Sunday
 * @property {string} date pattern of {weekday}, {day}, {month}, {year}
 * @property {string} dateWithWeekday
 * @property {Record<string, string>} countries
 * @property {Record<string, string>} languages
 */

const COUNTRIES =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'
const LANGUAGES = 'bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv'

/** @type {Record<string, Names>} */
export const NAMES = {
  ga: {
    months: words(
      'Eanáir,Feabhra,Márta,Aibreán,Bealtaine,Meitheamh,Iúil,Lúnasa,' +
        'Meán Fómhair,Deireadh Fómhair,Samhain,Nollaig',
    ),
    weekdays: words(
      'Dé Domhnaigh,Dé Luain,Dé Máirt,Dé Céadaoin,Déardaoin,Dé hAoine,Dé Sathairn',
    ),
    date: '{day} {month} {year}',
    dateWithWeekday: '{weekday} {day} {month} {year}',
    countries: named(
      COUNTRIES,
      'an Ostair,an Bheilg,an Bhulgáir,an Chipir,an tSeicia,an Ghearmáin,an Danmhairg,' +
        'an Eastóin,an Spáinn,an Fhionlainn,an Fhrainc,an Ghréig,an Chróit,an Ungáir,Éire,' +
        'an Íoslainn,an Iodáil,Lichtinstéin,an Liotuáin,Lucsamburg,an Laitvia,Málta,' +
        'an Ísiltír,an Iorua,an Pholainn,an Phortaingéil,an Rómáin,an tSualainn,' +
        'an tSlóivéin,an tSlóvaic',
    ),
    languages: named(
      LANGUAGES,
      'Bulgáiris,Seicis,Danmhairgis,Gearmáinis,Gréigis,Béarla,Spáinnis,Eastóinis,' +
        'Fionlainnis,Fraincis,Gaeilge,Cróitis,Ungáiris,Iodáilis,Liotuáinis,Laitvis,Máltais,' +
        'Ollainnis,Polainnis,Portaingéilis,Rómáinis,Slóvaicis,Slóivéinis,Sualainnis',
    ),
  },
  mt: {
    months: words(
      'Jannar,Frar,Marzu,April,Mejju,Ġunju,Lulju,Awwissu,Settembru,Ottubru,Novembru,Diċembru',
    ),
    weekdays: words('Il-Ħadd,It-Tnejn,It-Tlieta,L-Erbgħa,Il-Ħamis,Il-Ġimgħa,Is-Sibt'),
    date: '{day} ta’ {month} {year}',
    dateWithWeekday: '{weekday}, {day} ta’ {month} {year}',
    countries: named(
      COUNTRIES,
      'l-Awstrija,il-Belġju,il-Bulgarija,Ċipru,iċ-Ċekja,il-Ġermanja,id-Danimarka,l-Estonja,' +
        'Spanja,il-Finlandja,Franza,il-Greċja,il-Kroazja,l-Ungerija,l-Irlanda,l-Iżlanda,' +
        'l-Italja,il-Liechtenstein,il-Litwanja,il-Lussemburgu,il-Latvja,Malta,in-Netherlands,' +
        'in-Norveġja,il-Polonja,il-Portugall,ir-Rumanija,l-Iżvezja,is-Slovenja,is-Slovakkja',
    ),
    languages: named(
      LANGUAGES,
      'Bulgaru,Ċek,Daniż,Ġermaniż,Grieg,Ingliż,Spanjol,Estonjan,Finlandiż,Franċiż,Irlandiż,' +
        'Kroat,Ungeriż,Taljan,Litwan,Latvjan,Malti,Olandiż,Pollakk,Portugiż,Rumen,Slovakk,' +
        'Sloven,Żvediż',
    ),
  },
}

/** @param {string} list */
function words(list) {
  return list.split(',')
}

/**
 * @param {string} codes
 * @param {string} list
 */
function named(codes, list) {
  const found = words(list)
  return Object.fromEntries(codes.split(' ').map((code, place) => [code, found[place] ?? code]))
}
