import { drawn, gapLabel, laneLabel, tickStep } from '../words/timeline.js';

/**
 * Lanes over time on a canvas: twenty thousand marks would be too many elements. What they mean is also in the list
 * beside them, for those who cannot see it.
 *
 * @typedef {{from: number, to: number, look: import('../words/timeline.js').Drawn}} Stretch
 * @typedef {{id: string, stretches: Stretch[], below: Stretch[], marks: number[]}} Row its marks are numbers of `Model.marks`
 * @typedef {{at: number, epoch: number, seq: number, type: string, lane: string}} Mark
 * @typedef {{from: number, to: number, rows: Row[], marks: Mark[], gaps: Array<{from: number, to: number, dropped: boolean, label: string}>, steps: Array<{at: number, millis: number}>}} Model
 * @typedef {{from: number, to: number}} Window
 */

export const AXIS = 26;
export const ROW = 24;

/** @param {string | null} at */
const ms = (at) => (at === null ? NaN : Date.parse(at));

/**
 * What the server tells, as rows to draw: a door and what is behind it share one, the network and what came late too.
 * @param {any} told
 * @returns {Model}
 */
export function modelOf(told) {
  const from = ms(told.from);
  const to = ms(told.to);
  // how it looks is worked out once: twenty thousand are drawn sixty times a second
  const stretch = (/** @type {string} */ lane, /** @type {any} */ state) => ({ from: ms(state.from), to: state.to === null ? Infinity : ms(state.to), look: drawn(lane, state) });
  /** @type {Map<string, Row>} */
  const rows = new Map();
  const row = (/** @type {string} */ id) => {
    let known = rows.get(id);
    if (!known) rows.set(id, (known = { id, stretches: [], below: [], marks: [] }));
    return known;
  };
  const place = (/** @type {string} */ lane) => (lane.startsWith('occupancy/') ? `door/${lane.slice(10)}` : lane);
  row('power');
  const late = drawn('network', { state: 'late', to: told.to });
  row('network').below = told.late.map((/** @type {any} */ each) => ({ from: ms(each.from), to: Math.max(ms(each.to), ms(each.from) + 1000), look: late }));
  row('kiosk');
  for (const lane of told.lanes) {
    const here = row(place(lane.id));
    const all = lane.states.map((/** @type {any} */ state) => stretch(lane.id, state));
    if (lane.id.startsWith('occupancy/')) here.below = all;
    else here.stretches = all;
  }
  for (const film of told.films) {
    row('camera').stretches.push(stretch('camera', { from: film.from ?? told.from, to: film.to ?? told.from, state: film.state, said: film.because }));
  }
  const earlier = (/** @type {Stretch} */ a, /** @type {Stretch} */ b) => a.from - b.from;
  for (const each of rows.values()) {
    each.stretches.sort(earlier);
    each.below.sort(earlier);
  }
  const marks = told.marks.map((/** @type {number[]} */ [after, epoch, seq, type, lane]) => ({ at: from + after, epoch, seq, type: told.types[type], lane: told.ids[lane] }))
    .sort((/** @type {Mark} */ a, /** @type {Mark} */ b) => a.at - b.at || a.epoch - b.epoch || a.seq - b.seq); // a clock that was set moves some
  marks.forEach((/** @type {Mark} */ mark, /** @type {number} */ i) => row(place(mark.lane)).marks.push(i));
  const order = ['power', 'network', 'kiosk', 'agent', 'conditions', 'people', 'commands', 'camera', 'journal'];
  const rank = (/** @type {string} */ id) => (order.includes(id) ? order.indexOf(id) : order.length);
  return {
    from,
    to,
    rows: [...rows.values()].sort((a, b) => rank(a.id) - rank(b.id) || a.id.localeCompare(b.id)),
    marks,
    gaps: told.gaps.map((/** @type {any} */ gap) => ({ from: ms(gap.from), to: ms(gap.to), dropped: gap.dropped, label: gapLabel(gap) })),
    steps: told.steps.map((/** @type {any} */ step) => ({ at: ms(step.at), millis: step.millis })),
  };
}

/** @param {Model} model */
export const heightOf = (model) => AXIS + model.rows.length * ROW;

/** The newest mark at or before an instant; -1 when there is none. @param {Mark[]} marks @param {number} at */
export function markAt(marks, at) {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle].at <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Tokens as colours the canvas takes: `light-dark()` is resolved by an element that wears it. @param {HTMLElement} host */
export function palette(host) {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  const found = Object.fromEntries(
    ['ink', 'ink-mute', 'hairline', 'hairline-strong', 'surface', 'sunken', 'selected', 'focus', 'critical', 'major', 'minor', 'info', 'verified', 'unknown', 'parcel-edge'].map((name) => {
      probe.className = `token-${name}`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return found;
}

/** @type {Map<string, CanvasPattern | null>} */
const hatches = new Map();

/** @param {CanvasRenderingContext2D} pen @param {string} colour */
function hatch(pen, colour) {
  let known = hatches.get(colour);
  if (known === undefined) {
    const tile = new OffscreenCanvas(6, 6);
    const ink = /** @type {OffscreenCanvasRenderingContext2D} */ (tile.getContext('2d'));
    ink.strokeStyle = colour;
    ink.lineWidth = 1.5;
    ink.beginPath();
    for (const shift of [-6, 0, 6]) {
      ink.moveTo(shift, 6);
      ink.lineTo(shift + 6, 0);
    }
    ink.stroke();
    known = pen.createPattern(tile, 'repeat');
    hatches.set(colour, known);
  }
  return known ?? colour;
}

/**
 * Draws the rows that are seen, and the axis above them
 * @param {HTMLCanvasElement} canvas as large as what is seen
 * @param {Model} model
 * @param {Window} window
 * @param {number} scrolled how many pixels of rows are above it
 * @param {Record<string, string>} colours
 * @param {(at: number, step: number) => string} label of a tick
 */
export function drawLanes(canvas, model, window, scrolled, colours, label) {
  const { pen, width, height } = prepare(canvas);
  const x = (/** @type {number} */ at) => ((at - window.from) / (window.to - window.from)) * width;
  const marked = axis(pen, { width, height, window, colours, label, x });
  for (const gap of model.gaps) block(pen, x(gap.from), x(gap.to), AXIS, height - AXIS, gap.dropped ? colours.major : colours.unknown, true, 0.35);
  const first = Math.floor(scrolled / ROW);
  const last = Math.min(model.rows.length, Math.ceil((scrolled + height - AXIS) / ROW));
  for (let i = first; i < last; i += 1) {
    const row = model.rows[i];
    const top = AXIS + i * ROW - scrolled;
    pen.fillStyle = colours.hairline;
    pen.fillRect(0, top + ROW - 1, width, 1);
    const split = row.id === 'network' || row.id.startsWith('door/');
    stretches(pen, row.stretches, { x, width, top: top + 4, high: split ? 10 : 15, colours });
    stretches(pen, row.below, { x, width, top: top + 15, high: 5, colours });
    ticks(pen, model, row, { x, width, top, colours, window });
  }
  pen.clearRect(0, 0, width, AXIS); // what was scrolled under it
  marked();
  pen.fillStyle = colours.minor;
  for (const step of model.steps) pen.fillRect(Math.round(x(step.at)), 0, 2, height);
}

/** @param {HTMLCanvasElement} canvas @param {Window} window @param {{cursor: number, selection: Window | null}} now @param {Record<string, string>} colours */
export function drawCursor(canvas, window, { cursor, selection }, colours) {
  const { pen, width, height } = prepare(canvas);
  const x = (/** @type {number} */ at) => ((at - window.from) / (window.to - window.from)) * width;
  if (selection) {
    pen.globalAlpha = 0.18;
    pen.fillStyle = colours.focus;
    pen.fillRect(x(selection.from), 0, Math.max(1, x(selection.to) - x(selection.from)), height);
    pen.globalAlpha = 1;
  }
  pen.fillStyle = colours.focus;
  pen.fillRect(Math.round(x(cursor)) - 1, 0, 2, height);
  pen.beginPath();
  pen.moveTo(x(cursor) - 5, 0);
  pen.lineTo(x(cursor) + 5, 0);
  pen.lineTo(x(cursor), 7);
  pen.fill();
}

/** @param {HTMLCanvasElement} canvas */
function prepare(canvas) {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const scale = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  return { pen, width, height };
}

/**
 * Lines down the lanes at even times @param {CanvasRenderingContext2D} pen @param {any} options
 * @returns {() => void} writes the times above them
 */
function axis(pen, { width, height, window, colours, label, x }) {
  const step = tickStep(window.to - window.from, Math.max(2, width / 90));
  const places = [];
  for (let at = Math.ceil(window.from / step) * step; at < window.to; at += step) places.push(at);
  const lines = (/** @type {number} */ top, /** @type {number} */ high) => {
    pen.fillStyle = colours.hairline;
    for (const at of places) pen.fillRect(Math.round(x(at)), top, 1, high);
  };
  lines(AXIS, height);
  return () => {
    lines(AXIS - 6, 6);
    pen.font = '11px system-ui, sans-serif';
    pen.textBaseline = 'middle';
    pen.fillStyle = colours['ink-mute'];
    for (const at of places) pen.fillText(label(at, step), Math.round(x(at)) + 4, AXIS / 2);
  };
}

/**
 * What lies within pixels that look the same already is left out: of a day, hundreds share one
 * @param {CanvasRenderingContext2D} pen @param {Stretch[]} all by when they begin @param {any} options
 */
function stretches(pen, all, { x, width, top, high, colours }) {
  /** @type {Map<import('../words/timeline.js').Drawn['tone'], number>} */
  const covered = new Map();
  for (const each of all) {
    const left = Math.max(-2, x(each.from));
    if (left > width) break;
    const right = Math.min(width + 2, each.to === Infinity ? width + 2 : x(each.to));
    if (right < 0) continue;
    const { tone, shape } = each.look;
    const look = tone + shape;
    if (right <= (covered.get(look) ?? -Infinity)) continue;
    const colour = colours[tone] ?? colours.unknown;
    if (shape === 'thin') {
      pen.globalAlpha = 0.55;
      pen.fillStyle = colour;
      pen.fillRect(left, top + high / 2 - 0.5, Math.max(1, right - left), 1);
      pen.globalAlpha = 1;
      covered.set(look, right);
    } else {
      block(pen, left, right, top, high, colour, shape === 'hatch', 1);
      covered.set(look, Math.max(left + 2, right)); // as wide as a block is drawn at least
    }
  }
}

/** @param {CanvasRenderingContext2D} pen @param {number} left @param {number} right @param {number} top @param {number} high @param {string} colour @param {boolean} hatched @param {number} alpha */
function block(pen, left, right, top, high, colour, hatched, alpha) {
  const wide = Math.max(2, right - left);
  pen.globalAlpha = alpha;
  pen.fillStyle = hatched ? hatch(pen, colour) : colour;
  pen.fillRect(left, top, wide, high);
  if (hatched) {
    pen.strokeStyle = colour;
    pen.lineWidth = 1;
    pen.strokeRect(left + 0.5, top + 0.5, Math.max(1, wide - 1), high - 1);
  }
  pen.globalAlpha = 1;
}

/** One tick a pixel at most. @param {CanvasRenderingContext2D} pen @param {Model} model @param {Row} row @param {any} options */
function ticks(pen, model, row, { x, width, top, colours, window }) {
  let drawnAt = -1;
  pen.fillStyle = colours.ink;
  pen.globalAlpha = 0.7;
  for (let i = first(model, row, window.from); i < row.marks.length; i += 1) {
    const px = Math.round(x(model.marks[row.marks[i]].at));
    if (px > width) break;
    if (px !== drawnAt) pen.fillRect(px, top + ROW - 6, 1, 5);
    drawnAt = px;
  }
  pen.globalAlpha = 1;
}

/** The first of a row's marks that is in the window. @param {Model} model @param {Row} row @param {number} from */
function first(model, row, from) {
  let low = 0;
  let high = row.marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (model.marks[row.marks[middle]].at < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is under an instant, in words, row by row. @param {Model} model @param {number} at */
export function statesAt(model, at) {
  const gaps = model.gaps.filter((gap) => gap.from <= at && at < gap.to).map((gap) => ({ lane: laneLabel('journal'), said: gap.label }));
  const rows = model.rows.flatMap((row) => {
    const here = (/** @type {Stretch[]} */ all) => all.filter((each) => each.from <= at && at < each.to).map((each) => each.look.label);
    const said = [...here(row.stretches), ...here(row.below)];
    return said.length > 0 ? [{ lane: laneLabel(row.id), said: said.join(', ') }] : [];
  });
  return [...gaps, ...rows];
}
