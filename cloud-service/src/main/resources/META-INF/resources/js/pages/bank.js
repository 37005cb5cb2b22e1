import { html, nothing } from '../lit.js';
import { get, post, query } from '../net/api.js';
import { openActions } from '../parts/actions.js';
import { alarmStrip } from '../parts/alarm-strip.js';
import { doorPanel, machineCard, powerCard } from '../parts/bank-cards.js';
import { bundlesPart } from '../parts/bundles-card.js';
import { openCommandDialog } from '../parts/command-dialog.js';
import { commandsCard } from '../parts/commands-card.js';
import { elevation } from '../parts/elevation.js';
import { frontNote } from '../parts/front-note.js';
import { badge, icon } from '../parts/icons.js';
import { ladderCard } from '../parts/ladder-card.js';
import { openCaseDialog } from '../parts/open-case-dialog.js';
import { parcelsPart } from '../parts/bank-parcels.js';
import { settingsPart } from '../parts/settings-card.js';
import { problemNotice, skeleton } from '../parts/states.js';
import { keyOf, merged, timeline } from '../parts/timeline.js';
import { columnsOf } from '../words/front.js';
import { identityWords } from '../words/keys.js';
import { healthWords, kioskWords } from '../words/states.js';
import { HEARTBEAT, STALE_AFTER, ago, clock, instant } from '../words/time.js';

const ENTRIES = 60;
/** Pages of older entries read at once while a filter finds too few. */
const PATIENCE = 5;

/**
 * One bank: its front, its power, its machine, its commands, its journal.
 * @param {import('../app.js').Context} context
 * @param {string} id
 * @returns {import('../app.js').Page}
 */
export function bankPage(context, id) {
  const base = `/banks/${encodeURIComponent(id)}`;
  /** @type {any} */
  let twin = null;
  /** @type {any} */
  let diagnosis = null;
  /** @type {any} */
  let problem = null;
  /** @type {any} */
  let actProblem = null;
  /** @type {any[]} */
  let commands = [];
  /** @type {import('../parts/timeline.js').Received[]} */
  let entries = [];
  /** @type {import('../parts/timeline.js').Received[]} */
  let heldBack = [];
  /** @type {string | null} */
  let next = null;
  /** @type {Array<[string, number]>} */
  let points = [];
  let busy = false;
  let holding = false;
  let reading = 0;
  let beating = 0;
  /** @type {Set<string>} */
  const open = new Set();
  /** @type {Set<string>} */
  const fresh = new Set();
  /** @type {import('../parts/command-dialog.js').Following | null} */
  let dialog = null;
  const gone = new AbortController();
  const settings = settingsPart({ bank: id, context, signal: gone.signal });
  const parcels = parcelsPart({ bank: id, context, signal: gone.signal });
  const bundles = bundlesPart({ bank: id, context, signal: gone.signal });

  const zone = () => twin?.site?.timeZone ?? 'UTC';
  const chosen = () => context.query().get('door');

  async function readTwin() {
    try {
      twin = await get(base, gone.signal);
      page.title = twin.name ?? twin.id;
      problem = null;
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  async function readDiagnosis() {
    try {
      diagnosis = await get(`${base}/diagnosis`, gone.signal);
    } catch {
      diagnosis = null; /* the twin's own failure is shown */
    }
    context.draw();
  }

  async function readEntries() {
    try {
      const found = await get(`${base}/entries${query({ limit: ENTRIES })}`, gone.signal);
      entries = merged(entries, found.items);
      next ??= found.next;
      if (filtered()) await older();
    } catch (failure) {
      if (!gone.signal.aborted && !problem) problem = failure;
    }
    context.draw();
  }

  async function readCommands() {
    try {
      commands = (await get(`/commands${query({ bank: id, limit: 10 })}`, gone.signal)).items;
    } catch {
      /* shown by the twin's own failure */
    }
    context.draw();
  }

  async function readCharge() {
    try {
      const from = new Date(context.now() - 3 * 3600_000).toISOString();
      points = (await get(`${base}/telemetry${query({ metric: 'ups.charge-percent', from })}`, gone.signal)).points ?? [];
      context.draw();
    } catch {
      /* a bank without samples has no line */
    }
  }

  const filtered = () => context.query().get('show') !== null || context.query().get('only') !== null;

  async function older() {
    if (!next || busy) return;
    busy = true;
    context.draw();
    try {
      for (let round = 0; next && round < (filtered() ? PATIENCE : 1); round += 1) {
        const found = await get(`${base}/entries${query({ before: next, limit: ENTRIES })}`, gone.signal);
        entries = merged(entries, found.items);
        next = found.next;
      }
    } catch (failure) {
      if (!gone.signal.aborted) actProblem = failure;
    }
    busy = false;
    context.draw();
  }

  /** @param {any} command */
  function takeCommand(command) {
    if (command.bank !== id) return;
    commands = [command, ...commands.filter((each) => each.id !== command.id)].sort((a, b) => String(b.createdAt).localeCompare(String(a.createdAt)));
    dialog?.take(command);
  }

  /** @param {import('../parts/timeline.js').Received[]} arrived */
  function takeEntries(arrived) {
    if (arrived.length === 0) return;
    if (holding) {
      heldBack = merged(heldBack, arrived);
      return;
    }
    for (const each of arrived) {
      fresh.add(keyOf(each));
      setTimeout(() => fresh.delete(keyOf(each)), 3000);
    }
    entries = merged(entries, arrived);
  }

  function release() {
    holding = false;
    takeEntries(heldBack);
    heldBack = [];
    context.draw();
  }

  /** @param {import('../parts/command-dialog.js').Wish} wish */
  function ask(wish) {
    dialog = openCommandDialog({
      bank: twin,
      wish,
      may: context.may,
      cell: (twin.compartments ?? []).find((/** @type {any} */ cell) => cell.id === wish.compartment) ?? null,
      sent(command) {
        takeCommand(command);
        context.draw();
      },
      closed() {
        dialog = null;
      },
    });
  }

  function more() {
    openActions({ bank: twin, paused: Boolean(diagnosis?.ladder?.paused), may: context.may, choose: ask, configure: () => void settings.edit(twin), dispute: () => openCaseDialog(context, { bank: id }) });
  }

  /** @param {any} command */
  async function cancel(command) {
    actProblem = null;
    try {
      takeCommand(await post(`/commands/${encodeURIComponent(command.id)}/cancel`, {}));
    } catch (failure) {
      actProblem = failure;
    }
    context.draw();
  }

  /** @param {number | null} epoch @param {number} seq */
  async function show(epoch, seq) {
    const found = () => entries.find((each) => each.seq === seq && (epoch === null || each.epoch === epoch));
    if (filtered()) context.setQuery({ show: null, only: null });
    for (let round = 0; !found() && next && round < PATIENCE; round += 1) await older();
    const entry = found();
    if (!entry) return;
    open.add(keyOf(entry));
    context.draw();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const line = document.getElementById(`entry-${entry.epoch}-${entry.seq}`);
        line?.scrollIntoView({ block: 'center' });
        /** @type {HTMLElement | null | undefined} */ (line?.querySelector('.line'))?.focus();
      }),
    );
  }

  /** @type {import('../app.js').Page} */
  const page = {
    title: id,
    topics: [`bank:${id}`, 'commands'],
    start() {
      void readTwin();
      void readDiagnosis();
      void readEntries();
      void readCommands();
      void readCharge();
      void settings.read();
      void bundles.read();
      void parcels.read();
      void parcels.readMoment();
      clearInterval(beating);
      beating = window.setInterval(() => !document.hidden && void readTwin(), HEARTBEAT);
    },
    stop() {
      gone.abort();
      clearInterval(beating);
      clearTimeout(reading);
    },
    moved() {
      void parcels.readMoment();
      if (filtered() && entries.length < ENTRIES * 2) void older();
    },
    changed(changes) {
      takeEntries(changes.filter(({ topic, data }) => topic === 'entry' && (data.bank ?? id) === id).map(({ data }) => data));
      if (changes.some(({ topic, data }) => topic === 'entry' && data.type === 'config.applied')) void settings.read();
      if (changes.some(({ topic, data }) => topic === 'command' && data.bank === id && data.kind === 'diagnose' && data.end)) void bundles.read();
      for (const { topic, data } of changes) {
        if (topic === 'command') takeCommand(data);
        if (topic === 'bank' && twin && (data.bank ?? data).id === id) twin = { ...twin, ...(data.bank ?? data) };
      }
      if (changes.some(({ topic, data }) => topic !== 'command' && (data.id === id || data.bank === id || topic === 'entry'))) {
        clearTimeout(reading);
        reading = window.setTimeout(() => {
          void readTwin();
          void readDiagnosis();
          void parcels.read();
        }, 50);
      }
    },
    keys: {
      u: () => chosen() && twin && context.may('operator') && ask({ kind: 'unlock', compartment: /** @type {string} */ (chosen()) }),
    },
    view() {
      if (!twin) {
        return html`${crumbs(null)}<div class="pagehead"><div><h1 tabindex="-1">${id}</h1></div></div>
          ${problem ? problemNotice(problem, () => page.start?.()) : html`<div class="card">${skeleton(10)}</div>`}`;
      }
      const now = context.now();
      const heard = instant(twin.lastSeen);
      const stale = heard === null || now - heard > STALE_AFTER;
      return html`${crumbs(twin)} ${head(now, stale)}
        ${problem ? problemNotice(problem, () => void readTwin()) : nothing} ${actProblem ? problemNotice(actProblem) : nothing}
        ${(twin.openAlarms ?? []).length > 0 ? alarmStrip(twin.openAlarms, zone(), now) : nothing}
        ${parcels.momentCard(zone())}
        <div class="bankgrid">
          ${front(now, stale)}
          <div class="side">${powerCard(twin, { now, stale, points })} ${machineCard(twin, { now, stale })}</div>
          <div class="below">
            ${diagnosis
              ? ladderCard(diagnosis, {
                  now,
                  zone: zone(),
                  show: (epoch, seq) => void show(epoch, seq),
                  pause: context.may('support') ? (minutes) => ask({ kind: 'pause-remedy', minutes }) : null,
                  take: context.may('support') ? (level) => ask({ kind: 'reboot', level }) : null,
                  changed: () => void readDiagnosis(),
                })
              : nothing}
            ${commandsCard(commands, { now, zone: zone(), show: (epoch, seq) => void show(epoch, seq), cancel: context.may('operator') ? (command) => void cancel(command) : null })}
            <div class="pair">${settings.view(twin, now)} ${bundles.view(zone(), now, () => ask({ kind: 'diagnose' }))}</div>
            ${timeline({
              entries,
              zone: zone(),
              group: context.query().get('show'),
              door: context.query().get('only'),
              doors: (twin.compartments ?? []).map((/** @type {any} */ cell) => cell.id),
              overtime: `/banks/${encodeURIComponent(id)}/timeline`,
              more: next !== null,
              busy,
              open,
              fresh,
              held: heldBack.length,
              then: {
                filter: (fields) => context.setQuery(fields),
                older: () => void older(),
                toggle(key) {
                  if (!open.delete(key)) open.add(key);
                  context.draw();
                },
                release,
                hold(on) {
                  if (holding && !on) release();
                  holding = on;
                },
              },
            })}
          </div>
        </div>`;
    },
  };
  return page;

  /** @param {number} now @param {boolean} stale */
  function head(now, stale) {
    const health = healthWords(twin.health?.level);
    return html`<div class="pagehead">
      <div>
        <h1 tabindex="-1">${twin.name ?? twin.id}</h1>
        <p class="verdict"><span class=${stale ? 'stale' : ''}>${badge(health)}</span> <span class="soft">${twin.health?.sentence ?? ''}</span></p>
        ${(twin.health?.reasons ?? []).length > 1 && (twin.openAlarms ?? []).length === 0 ? html`<ul class="reasons">${twin.health.reasons.map((/** @type {string} */ reason) => html`<li>${reason}</li>`)}</ul>` : nothing}
      </div>
      <div class="acts">
        ${context.may('operator')
          ? html`<button type="button" class="button" @click=${() => ask({ kind: 'reboot' })}>${icon('reboot')}Reboot…</button>
            <button type="button" class="button" @click=${more}>More…</button>`
          : nothing}
      </div>
    </div>
    ${twin.identity?.advice ? html`<div class="notice major oldnotice">${icon('triangle', 'major')}<div><strong>${identityWords(twin.identity).label}.</strong><p class="soft">${twin.identity.advice}</p></div></div>` : nothing}
    ${stale ? html`<div class="notice oldnotice">${icon('dashed', 'unknown')}<div><strong>This is how it was ${ago(twin.lastSeen, now)}.</strong>
      <p class="soft">${twin.presence?.explanation ?? 'The bank has said nothing since. It keeps working by itself; its journal catches up when it is back.'}</p></div></div>` : nothing}`;
  }

  /** @param {number} now @param {boolean} stale */
  function front(now, stale) {
    const columns = parcels.mark(columnsOf(twin, now, stale), twin);
    const selected = chosen();
    const cell = (twin.compartments ?? []).find((/** @type {any} */ each) => each.id === selected) ?? null;
    return html`<section class="card frontcard" aria-labelledby="front-title">
      <header>${icon('fleet')}<h2 id="front-title">Front</h2>
        <span class="mute dense">${stale ? `as of ${clock(twin.lastSeen, zone())}` : `${twin.doors?.total ?? 0} doors, ${twin.doors?.open ?? 0} open`}</span></header>
      <div class="body">
        ${(twin.compartments ?? []).length > 0
          ? html`${elevation({ columns, selected, kiosk: { ...kioskWords(twin.kiosk?.state), ...(stale ? { tone: 'unknown' } : {}) }, pick: (door) => context.setQuery({ door }) })} ${frontNote(columns)}`
          : html`<p class="soft">The bank has not told its doors yet. They are drawn when its agent first reports.</p>`}
        ${cell
          ? doorPanel(twin, cell, {
              now,
              stale,
              dispute: context.may('operator') ? () => openCaseDialog(context, { bank: id, compartment: cell.id }) : null,
              ask: context.may('operator') ? (kind) => ask({ kind, compartment: cell.id }) : null,
              only: () => {
                context.setQuery({ only: cell.id });
                document.querySelector('.timeline')?.scrollIntoView({ block: 'start' });
              },
              drop: () => context.setQuery({ door: null }),
            })
          : (twin.compartments ?? []).length > 0
            ? html`<p class="hint soft small">Choose a door to see what is known of it, and to unlock it.</p>`
            : nothing}
        ${parcels.at(selected)}
      </div>
    </section>`;
  }
}

/** @param {any} twin */
const crumbs = (twin) => html`<nav class="crumbs" aria-label="Where this is"><a href="/">Fleet</a>${icon('chevron')}
  ${twin?.site ? html`<a href=${`/?site=${encodeURIComponent(twin.site.id)}`}>${twin.site.name}</a>${icon('chevron')}<span class="mono">${twin.id}</span>` : html`<span>Bank</span>`}</nav>`;
