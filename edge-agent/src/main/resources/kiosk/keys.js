import { button, h } from './dom.js';
import { say } from './words.js';

/** The most characters typed by hand; a scanner may bring more. */
export const MOST_TYPED = 40;

/** Groups of four, so that eight digits can be read back. @param {string} text */
const grouped = (text) => text.replace(/(.{4})(?=.)/g, '$1 ');

/**
 * Ten digits, erase and enter.
 * @param {{typed: string, wanted: number | null, type: (text: string) => void, enter: () => void}} pad `wanted`: how many digits it takes; `null` when that is not known
 */
export function keypad({ typed, wanted, type, enter }) {
  const digit = (/** @type {string} */ one) => button(`digit-${one}`, 'key', () => type((typed + one).slice(0, wanted ?? 12)), h('span', { 'aria-hidden': 'true' }, one), h('span.only-read', null, say('digit', one)));
  const empty = wanted ? '·'.repeat(Math.max(0, wanted - typed.length)) : '';
  return h(
    'div.keypad',
    { role: 'group' },
    h('output.typed', { 'aria-live': 'off' }, grouped(typed + empty)),
    h(
      'div.digits',
      null,
      ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(digit),
      button('erase', 'key', () => type(typed.slice(0, -1)), say('erase')),
      digit('0'),
      h('button.key.go', { type: 'button', 'data-key': 'enter', disabled: wanted ? typed.length < wanted : typed.length === 0, onclick: enter }, say('enter')),
    ),
  );
}

const ROWS = ['1234567890', 'ABCDEFGHIJ', 'KLMNOPQRST', 'UVWXYZ-'];

/** Letters and digits, for a unit or a tracking number. @param {{typed: string, type: (text: string) => void, enter: () => void}} board */
export function keyboard({ typed, type, enter }) {
  const letter = (/** @type {string} */ one) => button(`letter-${one}`, 'key', () => type((typed + one).slice(0, MOST_TYPED)), one);
  return h(
    'div.keyboard',
    { role: 'group' },
    ROWS.map((row, at) =>
      h(
        'div.letters',
        null,
        [...row].map(letter),
        at === ROWS.length - 1 && [
          button('space', 'key', () => type((typed + ' ').slice(0, MOST_TYPED)), say('space')),
          button('erase', 'key', () => type(typed.slice(0, -1)), say('erase')),
          h('button.key.go', { type: 'button', 'data-key': 'enter', disabled: typed.trim() === '', onclick: enter }, say('search')),
        ],
      ),
    ),
  );
}

/**
 * Hears a scanner, which types fast and ends with Enter, and a person's own keyboard.
 * @param {(text: string) => void} read told each line
 */
export function hearScanner(read) {
  let line = '';
  let last = 0;
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.timeStamp - last > 1500) line = '';
    last = event.timeStamp;
    if (event.key === 'Enter' && line.length > 2) {
      // The button that has the focus is not meant.
      event.preventDefault();
      read(line);
      line = '';
    } else if (event.key.length === 1 && !(event.key === ' ' && line === '')) {
      line = (line + event.key).slice(0, 128);
    }
  });
}
