/**
 * Makes an element. Attributes that are false or absent are left out; `on…` are listeners.
 * @param {string} tag with classes, such as `button.big`
 * @param {Record<string, any> | null} attributes
 * @param {...any} children nodes, texts, or lists of them; false and null are left out
 */
export function h(tag, attributes, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter((child) => child !== false && child !== null && child !== undefined));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** The same for drawings. @param {string} tag @param {Record<string, any>} attributes @param {...any} children */
export function s(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.flat(3).filter(Boolean));
  return element;
}

/**
 * A button. Its key finds it again after the screen was drawn anew, so that the focus stays where it was.
 * @param {string} key @param {string} look `main`, `plain` or `quiet` @param {() => void} press @param {...any} children
 */
export const button = (key, look, press, ...children) => h(`button.${look}`, { type: 'button', 'data-key': key, onclick: press }, ...children);

/** Replaces what an element holds and keeps the focus on the same key. @param {HTMLElement} place @param {...any} content */
export function show(place, ...content) {
  const held = document.activeElement instanceof HTMLElement && place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  place.replaceChildren(...content.flat(3).filter((child) => child !== false && child !== null && child !== undefined));
  if (held) {
    const again = place.querySelector(`[data-key="${CSS.escape(held)}"]`);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }
}
