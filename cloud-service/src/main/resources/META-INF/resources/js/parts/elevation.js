import { html, svg, nothing } from '../lit.js';

/**
 * The front of a bank, drawn to its layout. A door that is open looks open, a jammed one is hatched and carries the
 * triangle, an unknown one is dashed: form first, colour second. The doors are buttons; arrow keys walk over them.
 *
 * @typedef {{id: string, column: string, units: number, door: string, unlocked: boolean, out: boolean, occupancy: string, stale: boolean, words: string, expected?: boolean, contradicts?: boolean}} Cell
 * @typedef {{letter: string, kiosk: boolean, cells: Cell[]}} Column
 */

const UNIT = 28;
const WIDTH = 92;
const GAP = 5;
const FRAME = 10;

/**
 * @param {{columns: Column[], selected: string | null, kiosk: {tone: string, label: string}, pick: (id: string) => void}} front
 */
export function elevation({ columns, selected, kiosk, pick }) {
  const heights = columns.map((column) => column.cells.reduce((sum, cell) => sum + cell.units, 0));
  const units = Math.max(8, ...heights);
  const inner = units * UNIT;
  const width = columns.length * (WIDTH + GAP) - GAP + 2 * FRAME;
  const height = inner + 2 * FRAME + 7;
  const stop = selected ?? columns.flatMap((column) => column.cells)[0]?.id;
  return html`<div class="front" data-columns=${Math.min(columns.length, 12)}>
    <svg
      viewBox=${`0 0 ${width} ${height}`}
      role="group"
      aria-label="Front of the bank, one button a door; arrow keys walk over them"
      @keydown=${(/** @type {KeyboardEvent} */ event) => walk(event, columns, pick)}
    >
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path class="hatch" d="M0 0v6" />
        </pattern>
      </defs>
      <rect class="body" x="0.5" y="0.5" width=${width - 1} height=${inner + 2 * FRAME - 1} rx="7" />
      <path class="foot" d=${`M${FRAME * 2} ${inner + 2 * FRAME}v6h18v-6M${width - FRAME * 2 - 18} ${inner + 2 * FRAME}v6h18v-6`} />
      ${columns.map((column, index) => {
        const x = FRAME + index * (WIDTH + GAP);
        return column.kiosk ? screen(x, inner, kiosk) : doors(x, inner, heights[index], column, selected, stop, pick);
      })}
    </svg>
  </div>`;
}

/** A column is stretched to the full height of the bank, so that columns of other sizes still line up. */
function doors(x, inner, total, column, selected, stop, pick) {
  let y = FRAME;
  const scale = total > 0 ? inner / total : UNIT;
  return column.cells.map((cell) => {
    const height = cell.units * scale;
    const drawn = compartment(x, y, WIDTH, height - GAP, cell, selected === cell.id, stop === cell.id, pick);
    y += height;
    return drawn;
  });
}

function compartment(x, y, w, h, cell, selected, stop, pick) {
  const open = cell.door === 'open' || cell.door === 'ajar' || cell.door === 'forced';
  const name = `${cell.id}: ${cell.words}`;
  const classes = ['cell', `door-${cell.door}`, `occ-${cell.occupancy}`, cell.stale && 'old', cell.out && 'out', selected && 'selected'].filter(Boolean).join(' ');
  return svg`<g class=${classes} role="button" tabindex=${stop ? 0 : -1} data-door=${cell.id}
      aria-label=${name} aria-pressed=${selected} @click=${() => pick(cell.id)}>
    <title>${name}</title>
    <rect class="halo" x=${x - 2} y=${y - 2} width=${w + 4} height=${h + 4} rx="5" />
    <rect class="pane" x=${x + 0.5} y=${y + 0.5} width=${w - 1} height=${h - 1} rx="3" />
    ${cell.door === 'jammed' ? svg`<rect class="hatched" x=${x + 1} y=${y + 1} width=${w - 2} height=${h - 2} rx="3" fill="url(#hatch)" />` : nothing}
    ${cell.contradicts ? svg`<rect class="hatched contra" x=${x + 1} y=${y + 1} width=${w - 2} height=${h - 2} rx="3" fill="url(#hatch)" />` : nothing}
    ${parcel(x + w - 25, y + h / 2 - 8, cell.occupancy)}
    ${cell.expected ? svg`<path class="expected" d=${`M${x + w - 26.500} ${y + h / 2 - 4.750}l10.500 -4.700l10.500 4.700v10.600l-10.500 4.700l-10.500 -4.700z`} />` : nothing}
    ${open ? svg`<path class="leaf" d=${`M${x + 0.5} ${y + 0.5}l15 -3v${h + 5}l-15 -3z`} />` : lockMark(x + w / 2, y + h / 2, cell.unlocked && cell.door !== 'jammed')}
    ${cell.out ? svg`<path class="wrench" transform=${`translate(${x + (open ? 48 : 34)} ${y + Math.min(h / 2 - 5, 7)}) scale(0.68)`} d="M10.200 5.800 13 3a3.800 3.800 0 0 1-5 5L4 12.200a1.300 1.300 0 0 1-1.900-1.900L6.300 6.200A3.800 3.800 0 0 1 11 1.300L8.600 3.700z" />` : nothing}
    ${mark(x + w / 2 - (open ? 3 : cell.out ? 1 : 8), y + h / 2, cell.door)}
    <text class="id" x=${x + (open ? 21 : 7)} y=${y + Math.min(h / 2 + 4, 16)}>${cell.id}</text>
  </g>`;
}

/** Locked is the rule and is not drawn; a lock that has just been pulsed is. */
function lockMark(x, y, unlocked) {
  if (!unlocked) return nothing;
  return svg`<g class="lockmark" transform=${`translate(${x - 1} ${y - 6})`}><rect x="0" y="5" width="9" height="7" rx="1.2"/><path d="M1.800 5V2.800a2.600 2.600 0 0 1 5-.9"/></g>`;
}

function mark(x, y, door) {
  if (door === 'jammed') return svg`<path class="jam" d=${`M${x + 8} ${y - 5}l6.500 11.500h-13z`} />`;
  if (door === 'forced') return svg`<path class="forced" d=${`M${x + 5} ${y - 6}h5l3.500 3.500v5l-3.500 3.500h-5l-3.500 -3.500v-5z`} />`;
  if (door === 'ajar') return svg`<path class="ajar" d=${`M${x + 8} ${y - 6.500}l6.500 6.500l-6.500 6.500l-6.500 -6.500z`} />`;
  if (door === 'unknown') return svg`<text class="ask" x=${x + 8} y=${y + 5}>?</text>`;
  return nothing;
}

function parcel(x, y, occupancy) {
  const box = `M${x} ${y + 4}l9 -4l9 4v9l-9 4l-9 -4zM${x} ${y + 4}l9 4l9 -4M${x + 9} ${y + 8}v9`;
  if (occupancy === 'occupied') return svg`<path class="box" d=${box} />`;
  if (occupancy === 'suspect') return svg`<path class="box suspect" d=${box} />`;
  if (occupancy === 'unknown') return svg`<text class="ask" x=${x + 9} y=${y + 13}>?</text>`;
  return nothing;
}

function screen(x, inner, kiosk) {
  const middle = x + WIDTH / 2;
  const top = FRAME + Math.max(14, inner * 0.16);
  return svg`<g class=${`kiosk tone-${kiosk.tone}`} role="img" aria-label=${`Kiosk: ${kiosk.label}`}>
    <rect class="panel" x=${x + 0.5} y=${FRAME + 0.5} width=${WIDTH - 1} height=${inner - GAP - 1} rx="3" />
    <circle class="lens" cx=${middle} cy=${top - 9} r="2.500" />
    <rect class="glass" x=${x + 12} y=${top} width=${WIDTH - 24} height="56" rx="3" />
    <text class="says" x=${middle} y=${top + 32}>${kiosk.label}</text>
    <rect class="slot" x=${middle - 16} y=${top + 70} width="32" height="4" rx="2" />
    <path class="slot" d=${`M${middle - 12} ${top + 86}h24M${middle - 12} ${top + 92}h24M${middle - 12} ${top + 98}h24`} />
  </g>`;
}

/** @param {KeyboardEvent} event */
function walk(event, columns, pick) {
  const target = /** @type {HTMLElement} */ (event.target);
  const id = target.closest('[data-door]')?.getAttribute('data-door');
  if (!id) return;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    pick(id);
    return;
  }
  const next = neighbour(columns, id, event.key);
  if (!next) return;
  event.preventDefault();
  pick(next);
  const svgRoot = target.closest('svg');
  /** @type {HTMLElement | null | undefined} */ (svgRoot?.querySelector(`[data-door="${CSS.escape(next)}"]`))?.focus();
}

/**
 * Pure: the door next to this one, null at the edge
 * @param {Column[]} columns
 * @param {string} id
 * @param {string} key
 */
export function neighbour(columns, id, key) {
  const withDoors = columns.filter((column) => column.cells.length > 0);
  const index = withDoors.findIndex((column) => column.cells.some((cell) => cell.id === id));
  if (index < 0) return null;
  const cells = withDoors[index].cells;
  const row = cells.findIndex((cell) => cell.id === id);
  if (key === 'ArrowUp') return cells[row - 1]?.id ?? null;
  if (key === 'ArrowDown') return cells[row + 1]?.id ?? null;
  if (key === 'Home') return withDoors[0].cells[0].id;
  if (key === 'End') return withDoors.at(-1).cells.at(-1).id;
  const beside = key === 'ArrowLeft' ? withDoors[index - 1] : key === 'ArrowRight' ? withDoors[index + 1] : null;
  if (!beside) return null;
  const share = (row + 0.5) / cells.length;
  return beside.cells[Math.min(beside.cells.length - 1, Math.floor(share * beside.cells.length))].id;
}
