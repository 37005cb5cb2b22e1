import { html, render } from '../lit.js';
import { icon } from './icons.js';

/**
 * A modal dialog on the platform's own element: it traps and gives back the focus, and Escape closes it.
 * `view(close)` draws its inside; call the returned `draw` when something in it changed.
 *
 * @param {{label: string, className?: string, view: (close: () => void) => unknown, onClose?: () => void}} options
 */
export function openDialog({ label, className = '', view, onClose }) {
  const dialog = document.createElement('dialog');
  if (className) dialog.className = className;
  dialog.setAttribute('aria-label', label);
  document.body.append(dialog);
  const close = () => dialog.close();
  const draw = () => render(view(close), dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose?.();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog && event.detail !== 0) close();
  });
  draw();
  dialog.showModal();
  return { draw, close, element: dialog };
}

/** @param {() => void} close */
export const closeButton = (close) =>
  html`<button type="button" class="button quiet square slim close" aria-label="Close" @click=${close}>${icon('cross')}</button>`;
