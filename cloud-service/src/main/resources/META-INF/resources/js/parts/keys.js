/** Keys of one letter can be turned off (WCAG 2.1.4) and never fire while somebody types. */

import { places } from './shell.js';

const STORED = 'lockward.keys';

export function keysAreOn() {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function setKeys(on) {
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    /* not remembered */
  }
}

/** @param {EventTarget | null} target */
const typing = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * @param {{palette: () => void, help: () => void, go: (path: string) => void, page: () => {keys?: Record<string, () => void>} | null}} then
 */
export function listen({ palette, help, go, page }) {
  let wentAt = 0;
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      palette();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!keysAreOn() || typing(event.target) || document.querySelector('dialog[open]')) return;
    const second = wentAt > 0 && event.timeStamp - wentAt < 1500; // a page just opened is no `g`
    wentAt = 0;
    const place = second ? places.find(({ key }) => key === event.key) : undefined;
    if (place) return void go(place.path);
    if (event.key === 'g') {
      wentAt = event.timeStamp;
      return;
    }
    if (event.key === '?') {
      event.preventDefault();
      help();
      return;
    }
    const act = page()?.keys?.[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
