import { show } from './dom.js';
import { isFine } from './door.js';
import { hearScanner } from './keys.js';
import * as net from './net.js';
import { foot, notices, top } from './around.js';
import { screen, title } from './screens.js';
import { canSpeak, hush, readAloud, whenVoicesChange } from './speech.js';
import { say, speak } from './words.js';

/** How long the page waits for what an answer has changed, which comes right after it. */
const SETTLES = 8000;

/** How long the idle page keeps what somebody chose before it is as it was. */
const FORGET = 60_000;

/**
 * What is on the screen: what the locker says, and what a person has typed but not sent. `kept` was read by the scanner
 * while it could not be told yet whom and what it is meant for.
 * @type {{setup: any, view: any, version: number, away: boolean, mode: string, typed: string, found: any, chosen: any, refused: any, waiting: boolean, kept: string, help: boolean, aloud: boolean, locate: number, reachable: boolean}}
 */
const state = { setup: null, view: null, version: -1, away: false, mode: 'idle', typed: '', found: null, chosen: null, refused: null, waiting: false, kept: '', help: false, aloud: false, locate: 0, reachable: false };

/** Sessions with parcels whose doors were opened by their code. @type {Set<string>} */
const opened = new Set();

/** Ends when the request that is under way is answered, or is not. @type {Promise<void>} */
let underWay = Promise.resolve();

/** What there is to see that has the last answer in it, and how long to wait for it at most. */
let settled = { version: -1, by: 0 };

/** In whose session the next label was read while a door was checked; `null` when it was not. @type {string | null} */
let keptFor = null;

let touched = performance.now();
let drawn = '';
let heard = '';

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Changes what is on the screen. @param {Partial<typeof state>} change */
function set(change) {
  Object.assign(state, change);
  draw();
}

const session = () => state.view?.visitor?.session ?? null;

/**
 * Sends something and shows why it did not go, when it did not.
 * @param {() => Promise<any>} send @param {(answer: any) => void} [then] @param {(no: any) => Partial<typeof state>} [otherwise] what else is on the screen when it did not go
 */
async function attempt(send, then, otherwise) {
  if (state.waiting) return;
  try {
    set({ waiting: true, refused: null });
    const sent = send();
    underWay = sent.then(
      () => {},
      () => {},
    );
    const answer = await sent;
    settled = { version: answer?.version ?? -1, by: performance.now() + SETTLES };
    Object.assign(state, { waiting: false });
    if (answer?.kind === 'no') set({ refused: answer, typed: '', kept: '', ...otherwise?.(answer) });
    else if (then) then(answer);
    else draw();
    readKept();
  } catch {
    set({ waiting: false, kept: '', refused: { why: 'AWAY' } });
  }
}

/** What the screens can ask for. */
const act = {
  set,
  go: (/** @type {string} */ mode) => set({ mode, typed: '', found: null, chosen: null, refused: null }),
  type: (/** @type {string} */ typed) => set({ typed, refused: null }),
  enter: (/** @type {string} */ text) => attempt(() => net.enter(session(), text), () => set({ mode: 'idle', typed: '' })),
  say: (/** @type {string} */ word) => attempt(() => net.ask({ kind: 'say', session: session(), word })),
  stay: () => attempt(() => net.ask({ kind: 'stay', session: session() })),
  leave: () => {
    const leaving = session();
    Object.assign(state, { mode: 'idle', typed: '', found: null, chosen: null, refused: null, reachable: false });
    if (leaving) attempt(() => net.ask({ kind: 'leave', session: leaving }));
    else draw();
  },
  pickUp: (/** @type {string} */ parcel) => attempt(() => net.ask({ kind: 'pickup', session: session(), parcel })),
  deposit: (/** @type {any} */ what) => attempt(() => net.ask({ kind: 'deposit', session: session(), reachable: state.reachable, together: false, ...what }), () => act.go('idle')),
  // When no door of the announced size is free, a larger one may be, or the one where their other parcel lies.
  deliver: (/** @type {any} */ delivery) =>
    attempt(
      () => net.ask({ kind: 'deposit', session: session(), reachable: state.reachable, together: false, parcel: delivery.parcel, size: delivery.size }),
      () => act.go('idle'),
      (no) => (no.why === 'NO_ROOM' ? { mode: 'deliver', chosen: { delivery } } : {}),
    ),
  aloud: () => {
    if (state.aloud) hush();
    set({ aloud: !state.aloud });
    if (state.aloud) readAloud(title(state) || `${say('pickUp')}, ${say('deliver')}`);
  },
  calibrate: (/** @type {string} */ move, /** @type {string} */ compartment) => attempt(() => net.ask({ kind: 'calibrate', session: session(), move, ...(compartment ? { compartment } : {}) })),
  search: (/** @type {string} */ text) => attempt(() => look(text), (found) => choose(text, found)),
};

/** Both what was announced and whom it can be for. @param {string} text */
async function look(text) {
  const [deliveries, recipients] = await Promise.all(['find-delivery', 'find-recipient'].map((kind) => net.ask({ kind, session: session(), text })));
  if (deliveries.kind === 'no') return deliveries;
  return { text, deliveries: deliveries.found, recipients: recipients.found ?? [] };
}

/** A label that names one announced parcel of a known size opens a door with no tap at all. @param {string} text @param {any} found */
function choose(text, found) {
  const exact = found.deliveries.filter((/** @type {any} */ one) => one.tracking && same(one.tracking, text) && !one.inside);
  if (exact.length === 1 && exact[0].size) act.deliver(exact[0]);
  // From the screen of the last parcel the next one's label leads here.
  else if (exact.length === 1) set({ mode: 'deliver', found, chosen: { delivery: exact[0] } });
  else set({ mode: 'deliver', found, chosen: null });
}

const same = (/** @type {string} */ a, /** @type {string} */ b) => a.replace(/[\s-]/g, '').toUpperCase() === b.replace(/[\s-]/g, '').toUpperCase();

const isChecking = () => state.view?.visitor?.step.kind === 'deciding';

/** What is on the screen is from before the last request was answered, or the sensors are at work for a second or two. */
const settling = () => state.waiting || (state.version < settled.version && performance.now() < settled.by) || isChecking();

/**
 * What a scanner read: a code for whoever is not known yet, a label for a courier. Nobody sees that the page is still busy
 * with the tap before, and couriers scan the next label as soon as a door is shut: so it waits its turn.
 * @param {string} text
 */
function read(text) {
  touched = performance.now();
  if (settling()) {
    keptFor = isChecking() ? session() : null;
    set({ kept: text });
    return;
  }
  const visitor = state.view?.visitor;
  if (visitor?.step.kind === 'installing' || visitor?.step.kind === 'calibrating') return;
  if (visitor?.label && state.mode !== 'code') act.search(text.slice(0, 64));
  else if (!visitor || visitor.step.kind === 'ready' || visitor.step.kind === 'ended') act.enter(text);
}

/**
 * Reads what was kept, unless there is something to be settled before. A courier's label is no code: when the session is
 * gone with the power, it is forgotten, and not tried at the idle screen.
 */
function readKept() {
  if (state.kept === '' || settling()) return;
  const text = state.kept;
  state.kept = '';
  const step = state.view?.visitor?.step;
  if (keptFor !== null && keptFor !== session()) return;
  if (step?.kind !== 'ended' || isFine(step)) read(text);
}

/** Draws what has changed, and says a new heading to those who do not see it. */
function draw() {
  const now = JSON.stringify([state, canSpeak(), document.documentElement.className, document.documentElement.lang]);
  if (now === drawn) return;
  drawn = now;
  document.body.classList.toggle('locate', state.locate > 0);
  show(part('top'), top(state));
  show(part('notices'), notices(state));
  show(part('stage'), screen(state, act));
  show(part('foot'), foot(state, act));
  const head = title(state);
  if (head && head !== heard) {
    heard = head;
    part('said').textContent = head;
    if (state.aloud) readAloud(head);
  }
}

/** Asks again and again what there is to see. */
async function follow() {
  for (;;) {
    try {
      const answer = await net.view(state.version);
      if (!state.setup) await greet();
      // Whoever sees what came of a tap can tap again at once: while the page waits for an answer it takes none.
      while (state.waiting) await underWay;
      const before = state.view;
      Object.assign(state, { view: answer.view, version: answer.version, away: false });
      if (before?.visitor?.session !== answer.view.visitor?.session || before?.visitor?.step.kind !== answer.view.visitor?.step.kind) state.refused = state.refused?.trouble ? state.refused : null;
      if (!answer.view.visitor) opened.clear();
      if (before?.visitor && !answer.view.visitor) Object.assign(state, { aloud: false, mode: 'idle', typed: '', found: null, chosen: null, refused: null, reachable: false });
      openFirst();
      readKept();
    } catch {
      // The agent restarts, or the machine does: what was under way goes on from its journal.
      Object.assign(state, { away: true, version: -1 });
      settled.by = 0;
      await new Promise((again) => setTimeout(again, 1000));
    }
    draw();
  }
}

/** A recipient's door opens with the code: nothing else has to be pressed. Each parcel's door is opened in this way once. */
function openFirst() {
  const visitor = state.view?.visitor;
  if (!visitor || state.waiting || (visitor.label ?? null) !== null) return;
  if (visitor.step.kind !== 'ready' && visitor.step.kind !== 'ended') return;
  const fresh = visitor.parcels.find((/** @type {any} */ one) => !opened.has(`${visitor.session} ${one.parcel}`) && !visitor.done.some((/** @type {any} */ past) => past.parcel === one.parcel));
  if (!fresh) return;
  opened.add(`${visitor.session} ${fresh.parcel}`);
  act.pickUp(fresh.parcel);
}

async function greet() {
  state.setup = await net.setup();
  speak(state.setup.languages[0]);
}

/** Tells the agent that this page lives: from a timer that only runs while the page draws. */
function beat() {
  requestAnimationFrame(async () => {
    try {
      state.locate = await net.beat(state.locate > 0);
      draw();
    } catch {
      // The next one follows.
    }
    setTimeout(beat, 2000);
  });
}

/** Nobody touches the idle page: the next person finds it as it was meant. */
function forget() {
  if (performance.now() - touched > FORGET && !state.view?.visitor && !state.waiting) {
    document.documentElement.classList.remove('large', 'contrast');
    if (state.setup) speak(state.setup.languages[0]);
    act.leave();
    Object.assign(state, { help: false, aloud: false });
    touched = performance.now();
  }
}

addEventListener('pointerdown', () => (touched = performance.now()));
addEventListener('contextmenu', (event) => event.preventDefault());
hearScanner(read);
whenVoicesChange(() => set({}));
show(part('stage'), say('starting'));
setInterval(forget, 1000);
beat();
follow();
