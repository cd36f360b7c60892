/**
 * Draws charts and diagrams: reads {name: {chart: Vega-Lite} | {graph: Graphviz}} on standard
 * input, writes {name: SVG} on standard output. Nothing but what is read is drawn.
 */
import {instance} from '@viz-js/viz'
import {Error as OnlyErrors, View, parse} from 'vega'
import {compile} from 'vega-lite'

let source = ''
for await (const piece of process.stdin) source += piece
const wanted = JSON.parse(source)
const graphviz = await instance()

/** @type {Record<string, string>} */
const drawn = {}
for (const [name, {chart, graph}] of Object.entries(wanted)) {
  drawn[name] = chart ? await drawChart(chart) : drawGraph(graph)
}
process.stdout.write(JSON.stringify(drawn))

/** @param {object} spec */
async function drawChart(spec) {
  const {spec: full} = compile(spec)
  const view = new View(parse(full), {renderer: 'none', logLevel: OnlyErrors})
  return view.toSVG()
}

/** @param {string} graph */
function drawGraph(graph) {
  const svg = graphviz.renderString(graph, {format: 'svg'})
  return svg.slice(svg.indexOf('<svg'))
}
