import { html, nothing } from '../lit.js';
import { get, query } from '../net/api.js';
import { filmPanel } from '../parts/film-panel.js';
import { icon } from '../parts/icons.js';
import { AXIS, drawCursor, drawLanes, heightOf, markAt, modelOf, palette, statesAt } from '../parts/lanes.js';
import { openCaseDialog } from '../parts/open-case-dialog.js';
import { jump, mark, pan, scrubber, zoom } from '../parts/scrubber.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { sentenceOf } from '../words/entries.js';
import { SPEEDS, laneLabel } from '../words/timeline.js';
import { clock, clockOffset, day, exact, instant, lap, plural, span as spanWords } from '../words/time.js';

const DAY = 86_400_000;
const SPANS = [
  [3_600_000, '1 h'],
  [6 * 3_600_000, '6 h'],
  [DAY, '24 h'],
  [7 * DAY, '7 d'],
];
/** Milliseconds: so often the words beside the lanes follow a cursor that runs; the cursor itself is drawn in each frame. */
const FOLLOW = 100;
/** Entries listed around the cursor. */
const AROUND = 12;

/**
 * A bank over a span of time: lanes, entries and video under one cursor.
 * @param {import('../app.js').Context} context
 * @param {string} bank
 * @returns {import('../app.js').Page}
 */
export function timelinePage(context, bank) {
  const base = `/banks/${encodeURIComponent(bank)}`;
  /** @type {any} */
  let told = null;
  /** @type {import('../parts/lanes.js').Model | null} */
  let model = null;
  /** @type {any} */
  let twin = null;
  /** @type {any} */
  let problem = null;
  /** @type {any[]} */
  let near = [];
  let nearest = -2;
  let asking = 0;
  let following = 0;
  let frame = 0;
  let played = 0;
  let reading = '';
  /** @type {import('../parts/scrubber.js').Scrubber} */
  let now = scrubber(0, 1);
  /** @type {{x: number, from: number, to: number, moved: boolean, select: boolean, scrub: boolean} | null} */
  let drag = null;
  /** @type {Record<string, string> | null} */
  let colours = null;
  /** What the lanes show now @type {any[]} */
  let painted = [];
  /** Of which the sizes were set @type {any} */
  let sized = null;
  const gone = new AbortController();
  const film = filmPanel({ context, bank, signal: gone.signal, changed: follow });
  const zone = () => twin?.site?.timeZone ?? 'UTC';
  const iso = (/** @type {number} */ at) => new Date(at).toISOString();

  /** The span of the address; the last day when it tells none. */
  function wanted() {
    const to = instant(context.query().get('to')) ?? Math.ceil(context.now() / 1000) * 1000;
    return { from: instant(context.query().get('from')) ?? to - DAY, to };
  }

  async function read() {
    const { from, to } = wanted();
    const path = `${base}/timeline${query({ from: iso(from), to: iso(to) })}`;
    if (reading === path) return;
    reading = path;
    try {
      const found = await get(path, gone.signal);
      if (reading !== path) return;
      told = found;
      model = modelOf(found);
      now = scrubber(model.from, model.to);
      const at = instant(context.query().get('at'));
      move(at ?? instant(found.newest) ?? model.to);
      problem = null;
    } catch (failure) {
      reading = '';
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  async function readTwin() {
    try {
      twin = await get(base, gone.signal);
    } catch {
      /* its id does as well */
    }
    context.draw();
  }

  /** @param {number} at */
  function move(at) {
    if (!model) return;
    jump(now, model, at);
    film.at(now.cursor, told.films, now.playing, now.speed);
    paint();
    const index = markAt(model.marks, now.cursor);
    if (index === nearest) return;
    nearest = index;
    clearTimeout(asking);
    asking = window.setTimeout(() => void list(index), 120);
    follow();
  }

  function follow() {
    if (!now.playing && !drag?.scrub) return context.draw();
    following ||= window.setTimeout(() => {
      following = 0;
      context.draw();
    }, FOLLOW);
  }

  /** @param {number} index */
  async function list(index) {
    const here = model?.marks[index];
    if (!here) {
      near = [];
      return context.draw();
    }
    try {
      near = (await get(`${base}/entries${query({ before: `${here.epoch}:${here.seq + AROUND / 2}`, limit: AROUND })}`, gone.signal)).items;
    } catch {
      near = []; /* the lanes still say what there was */
    }
    context.draw();
  }

  /** @param {number} by marks forward */
  function step(by) {
    if (!model) return;
    if (film.step(by)) return;
    const index = Math.min(model.marks.length - 1, Math.max(0, markAt(model.marks, now.cursor) + by));
    if (model.marks[index]) move(model.marks[index].at);
  }

  function toggle() {
    now.playing = !now.playing;
    played = 0;
    film.at(now.cursor, told?.films ?? [], now.playing, now.speed);
    if (now.playing) requestAnimationFrame(tick);
    context.draw();
  }

  /** @param {number} stamp */
  function tick(stamp) {
    if (!now.playing || !model || gone.signal.aborted) return;
    const passed = played ? (stamp - played) * now.speed : 0;
    played = stamp;
    move(film.clock() ?? now.cursor + passed);
    if (now.cursor >= model.to) {
      now.playing = false;
      context.draw();
    } else requestAnimationFrame(tick);
  }

  /** @param {number} factor */
  function closer(factor) {
    if (!model) return;
    zoom(now, model, factor, now.cursor);
    paint();
  }

  /** @param {'from' | 'to'} end */
  function select(end) {
    mark(now, end);
    paint();
    context.draw();
  }

  function paint() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const lanes = /** @type {HTMLCanvasElement | null} */ (document.querySelector('canvas.lanes'));
      const over = /** @type {HTMLCanvasElement | null} */ (document.querySelector('canvas.over'));
      const view = lanes?.parentElement;
      const grid = /** @type {HTMLElement | null} */ (document.querySelector('.lanegrid'));
      const host = view?.parentElement;
      if (!lanes || !over || !view || !host || !grid || !model) return;
      if (sized !== model) {
        sized = model;
        host.style.height = `${heightOf(model)}px`;
        view.style.height = `${Math.min(heightOf(model), grid.clientHeight)}px`;
      }
      colours ??= palette(host);
      drawCursor(over, now.window, now, colours);
      // the lanes are drawn when they moved, not when only the cursor did
      const next = [model, now.window, grid.scrollTop, lanes.clientWidth, lanes.clientHeight, colours, lanes];
      if (next.every((each, i) => each === painted[i])) return;
      painted = next;
      drawLanes(lanes, model, now.window, grid.scrollTop, colours, (at, each) => (each >= DAY ? day(iso(at), zone()) : clock(iso(at), zone()).slice(0, each >= 60_000 ? 5 : 8)));
    });
  }

  /** @param {PointerEvent} event */
  const timeOf = (event) => {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    return now.window.from + ((event.clientX - box.left) / box.width) * (now.window.to - now.window.from);
  };

  const pointer = {
    /** @param {PointerEvent} event */
    down(event) {
      /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
      const top = /** @type {HTMLElement} */ (event.currentTarget).querySelector('canvas')?.getBoundingClientRect().top ?? 0;
      drag = { x: event.clientX, from: timeOf(event), to: timeOf(event), moved: false, select: event.shiftKey, scrub: event.clientY - top < AXIS && !event.shiftKey };
    },
    /** @param {PointerEvent} event */
    move(event) {
      if (!drag || !model) return;
      if (Math.abs(event.clientX - drag.x) > 3) drag.moved = true;
      if (!drag.moved) return;
      const here = timeOf(event);
      if (drag.scrub) return move(here);
      if (drag.select) {
        now.selection = { from: Math.min(drag.from, here), to: Math.max(drag.from, here) };
      } else pan(now, model, drag.from - here);
      paint();
    },
    /** @param {PointerEvent} event */
    up(event) {
      if (drag && !drag.moved) move(timeOf(event));
      drag = null;
      context.draw();
    },
  };

  /** @param {WheelEvent} event */
  function wheel(event) {
    if (!model || !(event.ctrlKey || event.metaKey)) return; // the page scrolls with the wheel alone
    event.preventDefault();
    zoom(now, model, event.deltaY > 0 ? 1.25 : 0.8, timeOf(/** @type {any} */ (event)));
    paint();
  }

  const again = () => {
    colours = null;
    sized = null;
    paint();
  };

  const themed = new MutationObserver(again);

  /** @type {import('../app.js').Page} */
  const page = {
    title: `Timeline of ${bank}`,
    topics: [],
    start() {
      void read();
      void readTwin();
      addEventListener('resize', again, { signal: gone.signal });
      themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again, { signal: gone.signal });
    },
    stop() {
      gone.abort();
      themed.disconnect();
      now.playing = false;
      clearTimeout(asking);
      clearTimeout(following);
    },
    moved: () => void read(),
    keys: {
      k: toggle,
      j: () => move(now.cursor - 10_000),
      l: () => move(now.cursor + 10_000),
      ',': () => step(-1),
      '.': () => step(1),
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      '+': () => closer(0.5),
      '-': () => closer(2),
      '[': () => select('from'),
      ']': () => select('to'),
    },
    view() {
      return html`<nav class="crumbs" aria-label="Where this is"><a href="/">Fleet</a>${icon('chevron')}<a href=${`/banks/${encodeURIComponent(bank)}`}>${twin?.name ?? bank}</a>${icon('chevron')}<span>Timeline</span></nav>
        <div class="pagehead"><div><h1 tabindex="-1">${twin?.name ?? bank}, over time</h1>
          <p class="sub">${told ? `${plural(model?.marks.length ?? 0, 'entry', 'entries')}, ${exact(told.from, zone()).replace(/ \(.*/, '')} to ${exact(told.to, zone()).replace(/ \(.*/, '')}. The bank’s clock is ${clockOffset(twin?.network?.clockOffsetMillis)}.` : ' '}</p></div>
          <div class="acts">${spans()}</div></div>
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        ${!told ? (problem ? nothing : html`<div class="card">${skeleton(8)}</div>`) : whole()}`;
    },
  };
  return page;

  function spans() {
    const { from, to } = wanted();
    const set = (/** @type {number} */ start, /** @type {number} */ end) => context.setQuery({ from: iso(start), to: iso(end), at: null }, { push: true });
    return html`<div class="chips" role="group" aria-label="How long">${SPANS.map(
      ([long, label]) => html`<button type="button" class="chip" aria-pressed=${to - from === long} @click=${() => set(to - /** @type {number} */ (long), to)}>${label}</button>`,
    )}</div>
    <button type="button" class="button slim" @click=${() => set(from - (to - from), from)}>Earlier</button>
    <button type="button" class="button slim" @click=${() => set(to, to + (to - from))} ?disabled=${to >= context.now() - 1000}>Later</button>`;
  }

  function whole() {
    const { marks, rows } = /** @type {import('../parts/lanes.js').Model} */ (model);
    paint();
    return html`${told.truncated ? html`<div class="notice minor">${icon('diamond', 'minor')}<div><strong>Only the newest ${plural(marks.length, 'entry', 'entries')} of this span are here.</strong><p class="soft">Choose a shorter span to see the rest.</p></div></div>` : nothing}
      ${told.steps.map((/** @type {any} */ each) => html`<div class="notice minor">${icon('clock', 'minor')}<div><strong>The bank’s clock was set ${each.millis > 0 ? 'forward' : 'back'} by ${lap(Math.abs(each.millis))}.</strong><p class="soft">At ${clock(each.at, zone())}. What it said before in that boot is drawn where it belongs.</p></div></div>`)}
      <section class="card overtime" aria-label="Lanes">
        <header>${transport()}</header>
        ${marks.length === 0 && rows.every((row) => row.stretches.length === 0)
          ? empty('clock', 'Nothing happened in this span', 'Choose a longer one, or go earlier.')
          : html`<div class="lanegrid" @scroll=${paint}>
              <ul class="lanelabels" aria-hidden="true">${rows.map((row) => html`<li>${laneLabel(row.id)}</li>`)}</ul>
              <div class="lanehost" role="img" aria-label=${summary()} @pointerdown=${pointer.down} @pointermove=${pointer.move} @pointerup=${pointer.up} @wheel=${wheel}>
                <div class="laneview"><canvas class="lanes"></canvas><canvas class="over"></canvas></div>
              </div>
            </div>`}
      </section>
      <div class="undercursor">
        ${film.view(zone(), told.films, now.cursor)}
        <section class="card" aria-labelledby="now-title">
          <header>${icon('book')}<h2 id="now-title">At ${clock(iso(now.cursor), zone())}</h2></header>
          <dl class="facts small body">${statesAt(/** @type {any} */ (model), now.cursor).map(({ lane, said }) => html`<dt>${lane}</dt><dd>${said}</dd>`)}</dl>
          <ol class="nearby" aria-label="Entries around the cursor">${near.map((each) => entry(each))}</ol>
        </section>
      </div>`;
  }

  function transport() {
    const { selection } = now;
    return html`<div class="transport" role="group" aria-label="Play">
        <button type="button" class="button slim" aria-label="One back (comma)" @click=${() => step(-1)}>‹</button>
        <button type="button" class="button slim" aria-pressed=${now.playing} @click=${toggle}>${now.playing ? 'Pause' : 'Play'}</button>
        <button type="button" class="button slim" aria-label="One on (full stop)" @click=${() => step(1)}>›</button>
        <label class="speed"><span class="sr">Speed</span><select @change=${(/** @type {Event} */ event) => ((now.speed = Number(/** @type {HTMLSelectElement} */ (event.target).value)), film.at(now.cursor, told.films, now.playing, now.speed))}>
          ${SPEEDS.map((each) => html`<option value=${each} ?selected=${each === now.speed}>${each}×</option>`)}</select></label>
        <button type="button" class="button slim" aria-label="Closer (+)" @click=${() => closer(0.5)}>+</button>
        <button type="button" class="button slim" aria-label="Wider (-)" @click=${() => closer(2)}>−</button>
        <form class="jumpto" @submit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          jumpTo(/** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem('moment')).value);
        }}><label class="sr" for="jump-time">Jump to a time</label><input id="jump-time" name="moment" type="time" step="1" /><button type="submit" class="button slim">Go</button></form>
      </div>
      <div class="picked">
        <button type="button" class="button slim" @click=${() => select('from')}>From here</button>
        <button type="button" class="button slim" @click=${() => select('to')}>To here</button>
        ${selection
          ? html`<span class="dense">${clock(iso(selection.from), zone())} – ${clock(iso(selection.to), zone())} <span class="mute">(${spanWords(selection.to - selection.from)})</span></span>
              <button type="button" class="button slim primary" @click=${() => openCaseDialog(context, { bank, from: iso(selection.from), to: iso(selection.to) })}>Make a case…</button>
              <button type="button" class="button slim quiet" @click=${() => ((now.selection = null), paint(), context.draw())}>Clear</button>`
          : nothing}
        <a class="button slim" href=${`/api/v1${base}/timeline/export${query(selection ? { from: iso(selection.from), to: iso(selection.to) } : { from: told.from, to: told.to })}`} download>${icon('down')}Export</a>
      </div>`;
  }

  /** A time of the day at the site, nearest to the cursor. @param {string} text */
  function jumpTo(text) {
    if (!model || !text) return;
    const [hours, minutes, seconds = 0] = text.split(':').map(Number);
    const [h, m, s] = clock(iso(now.cursor), zone()).split(':').map(Number);
    const by = ((hours - h) * 3600 + (minutes - m) * 60 + (seconds - s)) * 1000;
    const inside = [by, by - DAY, by + DAY].find((each) => now.cursor + each >= /** @type {any} */ (model).from && now.cursor + each <= /** @type {any} */ (model).to);
    move(now.cursor + (inside ?? by));
  }

  function summary() {
    const lanes = told.lanes.length;
    return `${plural(lanes, 'lane')} of ${bank}, ${plural(model?.marks.length ?? 0, 'entry', 'entries')}, ${plural(told.gaps.length, 'gap')}. The cursor is at ${clock(iso(now.cursor), zone())}; what holds there is listed below.`;
  }

  /** @param {any} each */
  function entry(each) {
    const { icon: drawing, tone, text } = sentenceOf({ ...each.entry, type: each.type });
    const here = model?.marks[nearest];
    const at = here && here.epoch === each.epoch && here.seq === each.seq;
    return html`<li class=${at ? 'here' : ''}><button type="button" class="line" @click=${() => move(model?.marks.find(({ epoch, seq }) => epoch === each.epoch && seq === each.seq)?.at ?? Date.parse(each.at))}>
      <time datetime=${each.at} title=${exact(each.at, zone())}>${clock(each.at, zone())}</time>${icon(/** @type {any} */ (drawing), tone)}<span class="text">${text}</span><span class="seq mono">${each.seq}</span></button></li>`;
  }
}
