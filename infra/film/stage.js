// Puts copies of the drawings on the stage, and poses them.

const SVG = 'http://www.w3.org/2000/svg';
/** Everything that can be posed, by its address. */
const nodes = new Map();

/** Put the actors of all scenes on the stage, hidden. No scene reaches over its edge. */
function fill(scenes) {
  const stage = document.getElementById('stage');
  const clip = stage.appendChild(document.createElementNS(SVG, 'clipPath'));
  clip.id = 'edge';
  const edge = clip.appendChild(document.createElementNS(SVG, 'rect'));
  edge.setAttribute('width', stage.getAttribute('width'));
  edge.setAttribute('height', stage.getAttribute('height'));
  scenes.forEach((scene, number) => {
    const group = stage.appendChild(document.createElementNS(SVG, 'g'));
    group.style.display = 'none';
    group.setAttribute('clip-path', 'url(#edge)');
    nodes.set(`${number}`, group);
    scene.actors.forEach((actor, position) => {
      const drawing = document.getElementById(actor.drawing);
      if (!drawing) throw new Error(`there is no drawing ${actor.drawing}`);
      const copy = group.appendChild(drawing.cloneNode(true));
      copy.removeAttribute('id');
      nodes.set(`${number}/${position}`, copy);
      for (const part of copy.querySelectorAll('[data-part]')) {
        const address = `${number}/${position}/${part.dataset.part}`;
        nodes.set(address, [...(nodes.get(address) ?? []), part]);
      }
    });
  });
}

/** Show exactly the given poses: an object of poses by address. */
function pose(poses) {
  for (const [address, node] of nodes) {
    if (/^\d+$/.test(address)) node.style.display = address in poses ? '' : 'none';
  }
  for (const [address, values] of Object.entries(poses)) {
    const found = nodes.get(address);
    if (!found) throw new Error(`nothing is called ${address}`);
    for (const node of [found].flat()) put(node, values, address.includes('/'));
  }
}

function put(node, { opacity, tint, drawn, ...place }, hides) {
  if (opacity !== undefined) {
    node.setAttribute('opacity', opacity);
    if (hides) node.style.display = opacity <= 0 ? 'none' : '';
  }
  if (tint !== undefined) node.style.setProperty('--tint', tint);
  if (drawn !== undefined) {
    node.style.strokeDasharray = '1 1';
    node.style.strokeDashoffset = 1 - drawn;
  }
  const { x = 0, y = 0, rotation = 0, scale = 1, widen = 1, stretch = 1 } = place;
  if (!Object.keys(place).length) return;
  const [left, top] = (node.dataset.pivot ?? '0 0').split(' ').map(Number);
  node.setAttribute(
    'transform',
    `translate(${x + left} ${y + top}) rotate(${rotation}) ` +
      `scale(${scale * widen} ${scale * stretch}) translate(${-left} ${-top})`,
  );
}
