import { html, nothing } from '../lit.js';
import { post } from '../net/api.js';
import { icon } from './icons.js';
import { lasts, unplayable, wholeScreen } from './picture.js';
import { empty, problemNotice } from './states.js';
import { plain } from '../words/entries.js';
import { clock, lap } from '../words/time.js';

/** Seconds: one picture at the usual 25 a second. */
const PICTURE = 0.04;
/** Seconds the picture may be beside the cursor before it is put right. */
const SLACK = 0.3;

/**
 * The video under the cursor of a timeline. Footage opens only in a case, with a reason: without `case` in the address
 * there is only what exists.
 *
 * @param {{context: import('../app.js').Context, bank: string, signal: AbortSignal, changed: () => void}} options
 */
export function filmPanel({ context, bank, signal, changed }) {
  /** @type {Map<string, any>} */
  const opened = new Map();
  /** @type {any} */
  let current = null;
  /** All that show this moment, the one chosen among them @type {any[]} */
  let here = [];
  /** The camera that was chosen @type {string | null} */
  let chosen = null;
  /** @type {any} */
  let problem = null;
  let busy = false;

  const video = () => /** @type {HTMLVideoElement | null} */ (document.querySelector('.filmpanel video'));
  /** Of thousands of films, where each begins and ends is read once @type {WeakMap<any[], Array<{from: number, to: number, film: any}>>} */
  const spans = new WeakMap();
  const begins = (/** @type {any} */ film) => Date.parse(film.from);
  const inCase = () => context.query().get('case');

  /** One of each camera: what is there before what is lost @param {any[]} films @param {number} at */
  function filmsAt(films, at) {
    let known = spans.get(films);
    if (!known) spans.set(films, (known = films.filter(({ from, to }) => from && to).map((film) => ({ from: begins(film), to: Date.parse(film.to), film }))));
    const all = known.filter(({ from, to }) => from <= at && at <= to).map(({ film }) => film);
    const best = new Map();
    for (const film of all) if (!best.has(film.camera) || best.get(film.camera).state === 'lost') best.set(film.camera, film);
    return [...best.values()];
  }

  /** @param {SubmitEvent} event */
  async function open(event) {
    event.preventDefault();
    const why = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('why') ?? '').trim();
    if (busy || !current || why.length < 3) return;
    busy = true;
    problem = null;
    context.draw();
    try {
      opened.set(current.clip, await post(`/cases/${encodeURIComponent(inCase() ?? '')}/clips/${encodeURIComponent(current.clip)}/open`, { why }));
    } catch (failure) {
      if (!signal.aborted) problem = failure;
    }
    busy = false;
    context.draw();
  }

  /** An opened clip that opens nothing any more is asked for anew. @param {any} look */
  function forget(look) {
    opened.delete(current.clip);
    problem = unplayable(look);
  }

  return {
    /** The cursor moved. @param {number} cursor @param {any[]} films @param {boolean} playing @param {number} speed */
    at(cursor, films, playing, speed) {
      here = filmsAt(films, cursor);
      const found = here.find((film) => film.camera === chosen) ?? here[0] ?? null;
      if (found?.clip !== current?.clip) {
        current = found;
        problem = null;
        changed();
      }
      const shown = video();
      if (!shown || !current || !Number.isFinite(shown.duration)) return;
      const place = (cursor - begins(current)) / 1000;
      if (Math.abs(shown.currentTime - place) > SLACK || !playing) shown.currentTime = Math.max(0, place);
      shown.playbackRate = Math.min(16, speed);
      if (playing && shown.paused) void shown.play().catch(() => {});
      if (!playing && !shown.paused) shown.pause();
    },
    /** The instant of the picture while it plays, which then leads; else `null`. */
    clock() {
      const shown = video();
      return shown && current && !shown.paused && !shown.ended && shown.readyState > 2 ? begins(current) + shown.currentTime * 1000 : null;
    },
    /** @param {number} by pictures @returns {boolean} whether there was one to step */
    step(by) {
      const shown = video();
      if (!shown || !current || !shown.paused || !Number.isFinite(shown.duration)) return false;
      const next = shown.currentTime + by * PICTURE;
      if (next < 0 || next > shown.duration) return false;
      shown.currentTime = next;
      return true;
    },
    /** @param {string} zone @param {any[]} films @param {number} cursor */
    view(zone, films, cursor) {
      return html`<section class="card filmpanel" aria-labelledby="film-title"><header>${icon('film')}<h2 id="film-title">Video</h2>
        <span class="mute dense">${films.length === 0 ? 'no clip in this span' : `${films.length} in this span`}</span></header><div class="body">${inside(zone, films, cursor)}</div></section>`;
    },
  };

  /** Where several cameras saw it, one is chosen; the choice stays while the cursor moves. */
  function cameras() {
    if (here.length < 2) return nothing;
    return html`<div class="chips" role="group" aria-label="Camera">${here.map(
      (film) => html`<button type="button" class="chip" aria-pressed=${film.clip === current.clip} @click=${() => choose(film)}>${film.camera ?? film.clip}</button>`,
    )}</div>`;
  }

  /** @param {any} film */
  function choose(film) {
    chosen = film.camera;
    current = film;
    problem = null;
    changed();
  }

  /** @param {string} zone @param {any[]} films @param {number} cursor */
  function inside(zone, films, cursor) {
    const lost = films.filter((film) => film.state === 'lost');
    if (!current) {
      return html`${empty('film', 'No clip covers this moment', films.length > 0 ? 'Clips are made around deposits, pickups and everything out of the ordinary.' : 'Nothing in this span was filmed.')}
        ${lost.length > 0 ? html`<p class="soft small">${lost.length} lost: ${plain(lost[0].reason)}</p>` : nothing}`;
    }
    const told = opened.get(current.clip);
    if (told && !lasts(told)) forget(told);
    const look = opened.get(current.clip);
    const facts = html`${cameras()}<p class="soft small">Camera ${current.camera}, ${clock(current.from, zone)} to ${clock(current.to, zone)}${current.because ? `, ${plain(current.because)}` : ''}${current.gapMillis > 0 ? `; ${lap(current.gapMillis)} are missing in it` : ''}.</p>`;
    if (look) {
      return html`<div class="screen"><video src=${look.url} playsinline muted disablepictureinpicture controlslist="nodownload noremoteplayback nofullscreen" preload="auto" aria-label="Footage"
          @contextmenu=${(/** @type {Event} */ event) => event.preventDefault()} @error=${() => (forget(look), context.draw())}></video>
        ${look.watermark ? html`<span class="watermark">${look.watermark}</span>` : nothing}${wholeScreen()}</div>${facts}`;
    }
    if (!inCase()) {
      return html`${facts}<p>Footage opens only in a case. Mark a span and make a case; its page leads back here.</p>`;
    }
    return html`${facts}${problem ? problemNotice(problem) : nothing}
      <form class="whyform" @submit=${open}><div class="field"><label for="film-why">Why you look at it</label><input id="film-why" name="why" type="text" minlength="3" maxlength="256" required autocomplete="off" /></div>
      <button type="submit" class="button primary" ?disabled=${busy}>Open the clip</button></form>
      <p class="soft small">Your name, the time, the case and your reason go on record. Clips of ${bank} at ${clock(new Date(cursor).toISOString(), zone)}.</p>`;
  }
}
