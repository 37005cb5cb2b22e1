import { html, nothing } from '../lit.js';
import { serverNow } from '../net/api.js';
import { icon } from './icons.js';
import { instant } from '../words/time.js';

/** What a player of footage needs besides its video. Who looks stands in an element over the video, and both belong together. */

// Some browsers offer the video alone on the whole screen, without what stands over it, and cannot be told not to.
document.addEventListener('fullscreenchange', () => {
  if (document.fullscreenElement instanceof HTMLVideoElement) void document.exitFullscreen();
});

/** @param {Event} event */
function turn(event) {
  const around = /** @type {HTMLElement} */ (event.currentTarget).parentElement;
  if (document.fullscreenElement) void document.exitFullscreen();
  else void around?.requestFullscreen().catch(() => {});
}

/** Puts the element around it, with video and watermark, on the whole screen, and back. */
export const wholeScreen = () =>
  document.fullscreenEnabled
    ? html`<button type="button" class="button slim whole" @click=${turn}>${icon('screen')}<span class="enter">Full screen</span><span class="leave">Leave full screen</span></button>`
    : nothing;

/** @param {{until: string}} look @returns {boolean} whether it still opens anything */
export const lasts = (look) => (instant(look.until) ?? 0) > serverNow();

/** Why a clip that was opened shows nothing, as a problem. @param {{until: string}} look */
export const unplayable = (look) => ({
  status: 410,
  title: lasts(look) ? 'The clip does not play' : 'The time is over',
  detail: lasts(look) ? 'The case may have been closed, or the connection is gone.' : 'Open it again, with a reason.',
  reasons: [],
  next: '',
  reference: '',
});
