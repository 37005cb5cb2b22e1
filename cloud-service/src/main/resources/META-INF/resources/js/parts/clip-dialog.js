import { html, nothing } from '../lit.js';
import { post } from '../net/api.js';
import { closeButton, openDialog } from './dialog.js';
import { icon } from './icons.js';
import { unplayable, wholeScreen } from './picture.js';
import { problemNotice } from './states.js';
import { clock, exact, lap } from '../words/time.js';

/** Seconds: one picture at the usual 25 a second. */
const PICTURE = 0.04;

/**
 * Opens a clip: first it asks why, then it plays. Who looks, when and in which case stands over the picture.
 * @param {{id: string}} one the case
 * @param {any} clip
 * @param {{zone: string, name: string, opened: () => void}} options
 */
export function clipDialog(one, clip, { zone, name, opened }) {
  let why = '';
  let busy = false;
  let missing = false;
  /** @type {any} */
  let problem = null;
  /** @type {any} */
  let look = null;
  const dialog = openDialog({
    label: name,
    className: 'clipdialog',
    view: (close) => html`<div class="sheet">${closeButton(close)}<h2>${name}</h2>${look ? player() : reason(close)}</div>`,
  });
  dialog.element.querySelector('input')?.focus();
  dialog.element.addEventListener('keydown', keys);

  /** @param {() => void} close */
  function reason(close) {
    return html`<form novalidate @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void open();
    }}>
      <p class="soft">Footage is personal data. Your name, the time, the case and your reason go on record, and your name is shown over the picture.</p>
      <div class="field"><label for="clip-why">Why you look at it</label>
        <input id="clip-why" type="text" maxlength="256" autocomplete="off" aria-invalid=${missing ? 'true' : nothing} aria-describedby=${missing ? 'clip-why-wrong' : nothing}
          .value=${why} @input=${(/** @type {Event} */ event) => ({ value: why } = /** @type {HTMLInputElement} */ (event.target))} />
        ${missing ? html`<p class="wrong" id="clip-why-wrong">${icon('octagon')}Say why, in a few words.</p>` : nothing}</div>
      ${problem ? problemNotice(problem) : nothing}
      <div class="actions"><button type="button" class="button" @click=${close}>Leave it</button><button type="submit" class="button primary" ?disabled=${busy}>Open the clip</button></div>
    </form>`;
  }

  async function open() {
    if (busy) return;
    missing = why.trim().length < 3;
    problem = null;
    busy = !missing;
    dialog.draw();
    if (missing) return;
    try {
      look = await post(`/cases/${encodeURIComponent(one.id)}/clips/${encodeURIComponent(clip.clip)}/open`, { why: why.trim() });
      opened();
    } catch (failure) {
      problem = failure;
    }
    busy = false;
    dialog.draw();
    dialog.element.querySelector('video')?.focus();
  }

  function player() {
    return html`<div class="player">
        <video tabindex="0" controls autoplay muted playsinline disablepictureinpicture controlslist="nodownload noremoteplayback nofullscreen" preload="auto" src=${look.url} aria-label=${name}
          @contextmenu=${(/** @type {Event} */ event) => event.preventDefault()} @error=${broken}></video>
        <p class="watermark" aria-hidden="true">${look.watermark}</p>${wholeScreen()}
      </div>
      ${problem ? problemNotice(problem) : nothing}
      <p class="small soft">${clip.from ? html`<span title=${exact(clip.from, zone)}>From ${clock(clip.from, zone)}</span>, ` : nothing}${clip.gapMillis ? html`<span class="tone-minor">${lap(clip.gapMillis)} of it missing</span>, ` : nothing}open for you until ${clock(look.until, zone)}.</p>
      <p class="mute dense">Space plays and stops, left and right go 5 s, comma and full stop one picture.</p>`;
  }

  function broken() {
    problem = unplayable(look);
    dialog.draw();
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    const video = dialog.element.querySelector('video');
    if (!video || event.target instanceof HTMLInputElement || event.target instanceof HTMLButtonElement) return;
    const moves = /** @type {Record<string, number>} */ ({ ArrowLeft: -5, ArrowRight: 5, ',': -PICTURE, '.': PICTURE });
    if (event.key === ' ') {
      if (video.paused) void video.play();
      else video.pause();
    } else if (event.key in moves) {
      if (Math.abs(moves[event.key]) < 1) video.pause();
      video.currentTime = Math.max(0, video.currentTime + moves[event.key]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
