import { s } from './dom.js';
import { say } from './words.js';

const HEIGHT = { s: 1, m: 2, l: 3, xl: 4 };
const WIDE = 46;
const UNIT = 16;
const GAP = 3;

/**
 * The front of the locker, with one door lit. Drawn from the doors' names: a letter for the column, a number for the row
 * from the top.
 * @param {{compartment: string, size: string, open: boolean}[]} doors @param {string} lit
 */
export function front(doors, lit) {
  const columns = [...new Set(doors.map((door) => door.compartment[0]))].sort();
  const parts = [];
  let tallest = 0;
  columns.forEach((column, at) => {
    let y = GAP;
    for (const door of doors.filter((one) => one.compartment[0] === column).sort((a, b) => a.compartment.localeCompare(b.compartment))) {
      const high = (HEIGHT[door.size] ?? 1) * UNIT;
      const x = GAP + at * (WIDE + GAP);
      const on = door.compartment === lit;
      parts.push(s('rect', { x, y, width: WIDE, height: high, rx: 2, class: `door${on ? ' lit' : ''}${door.open ? ' open' : ''}` }));
      if (on) {
        const label = s('text', { x: x + WIDE / 2, y: y + high / 2 + 4, 'text-anchor': 'middle', class: 'lit-name' });
        label.textContent = door.compartment;
        parts.push(label);
      }
      y += high + GAP;
    }
    tallest = Math.max(tallest, y);
  });
  const width = GAP + columns.length * (WIDE + GAP);
  return s('svg', { viewBox: `0 0 ${width} ${tallest}`, class: 'front', role: 'img', 'aria-label': place(doors, lit) }, parts);
}

/** Where a door is, in words. @param {{compartment: string}[]} doors @param {string} compartment */
export function place(doors, compartment) {
  const column = doors.filter((door) => door.compartment[0] === compartment[0]).map((door) => door.compartment).sort();
  const columns = [...new Set(doors.map((door) => door.compartment[0]))].sort();
  return say('column', columns.indexOf(compartment[0]) + 1, column.indexOf(compartment) + 1);
}
