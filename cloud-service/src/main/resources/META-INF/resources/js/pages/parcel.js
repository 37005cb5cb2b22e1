import { html, nothing } from '../lit.js';
import { get, post, query } from '../net/api.js';
import { closeButton, openDialog } from '../parts/dialog.js';
import { badge, icon } from '../parts/icons.js';
import { openCaseDialog } from '../parts/open-case-dialog.js';
import { problemNotice, skeleton } from '../parts/states.js';
import { sentenceOf } from '../words/entries.js';
import { newsText, noticeWords, parcelWords, sensedText, stepSentence, verdictWords, whose } from '../words/parcels.js';
import { ago, clock, day, dayKey, exact, instant } from '../words/time.js';

const GATHER = 300;

const ACTS = {
  cancel: { label: 'Take it back', title: 'Take the parcel back?', says: 'The bank expects it no longer, and its room is free again.', done: 'Take it back' },
  code: { label: 'New code', title: 'Give it a new code?', says: 'Its recipient is told the new code as soon as the bank has it. The one before opens nothing any more.', done: 'Give it a new code' },
  overdue: { label: 'Overdue', title: 'Say that it waits too long?', says: 'Its recipient is told that it will go back soon.', done: 'Tell them' },
  return: { label: 'Send back', title: 'Have a courier take it back?', says: 'Its recipient’s code opens nothing any more; a courier who may collect takes it.', done: 'Send it back' },
  hold: { label: 'Hold', title: 'Hold it back?', says: 'Nobody may have it until it is released.', done: 'Hold it' },
  release: { label: 'Release', title: 'Release it?', says: 'Its code opens again.', done: 'Release it' },
};

/**
 * One parcel's story.
 * @param {import('../app.js').Context} context
 * @param {string} id
 * @returns {import('../app.js').Page}
 */
export function parcelPage(context, id) {
  /** @type {any} */
  let parcel = null;
  /** @type {any} */
  let problem = null;
  let zone = 'UTC';
  let reading = 0;
  const gone = new AbortController();

  async function read() {
    try {
      parcel = await get(`/parcels/${encodeURIComponent(id)}${query({ bank: context.query().get('bank') })}`, gone.signal);
      page.title = whose(parcel);
      problem = null;
      void site();
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  async function site() {
    try {
      zone = (await get(`/banks/${encodeURIComponent(parcel.bank)}`, gone.signal)).site?.timeZone ?? 'UTC';
      context.draw();
    } catch {
      /* UTC does as well */
    }
  }

  /** @type {import('../app.js').Page} */
  const page = {
    title: 'Parcel',
    topics: ['fleet'],
    start: () => void read(),
    stop() {
      gone.abort();
      clearTimeout(reading);
    },
    changed(changes) {
      if (!parcel || !changes.some(({ topic, data }) => topic === 'bank' && (data.bank ?? data).id === parcel.bank)) return;
      clearTimeout(reading);
      reading = window.setTimeout(() => void read(), GATHER);
    },
    view() {
      const now = context.now();
      if (!parcel) {
        return html`${crumbs()}<div class="pagehead"><div><h1 tabindex="-1">Parcel</h1></div></div>
          ${problem ? problemNotice(problem, () => void read()) : html`<div class="card">${skeleton(8)}</div>`}`;
      }
      return html`${crumbs()}
        <div class="pagehead"><div><h1 tabindex="-1">${whose(parcel)}</h1>
          <p class="verdict">${badge(parcelWords(parcel.state))}${parcel.compartment ? html` <span class="soft">${parcelWords(parcel.state).label === 'Waiting' ? 'in' : 'last at'} <a href=${`/banks/${encodeURIComponent(parcel.bank)}?door=${parcel.compartment}`}>${parcel.compartment} of ${parcel.bank}</a></span>` : html` <span class="soft">at <a href=${`/banks/${encodeURIComponent(parcel.bank)}`}>${parcel.bank}</a></span>`}</p></div>
          ${context.may('operator') ? html`<div class="acts">${acts().map((act) => html`<button type="button" class="button" @click=${() => ask(act)}>${ACTS[act].label}…</button>`)}<button type="button" class="button" @click=${() => openCaseDialog(context, { bank: parcel.bank, parcel: parcel.id })}>Open a case…</button></div>` : nothing}</div>
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        ${parcel.hindered ? html`<div class="notice minor oldnotice">${icon('door', 'minor')}<div><strong>Its door does not open.</strong><p class="soft">Whoever wanted it could not get at it. They are told by themselves when the door works again: put it back into service, or unlock it until it opens.</p></div></div>` : nothing}
        ${parcel.attention ? html`<div class="notice major oldnotice">${icon('triangle', 'major')}<div><strong>Somebody should look.</strong><p class="soft">${parcel.attention}</p></div></div>` : nothing}
        <div class="storygrid">
          <section class="card" aria-labelledby="story-title"><header>${icon('clock')}<h2 id="story-title">Story</h2></header>${story()}</section>
          <div class="side">${factsCard(now)} ${noticesCard(now)}</div>
        </div>`;
    },
  };
  return page;

  /** @returns {Array<keyof typeof ACTS>} */
  function acts() {
    const inside = ['waiting', 'collecting', 'contradictory'].includes(parcel.state);
    if (parcel.state === 'announced') return ['cancel'];
    if (!inside) return [];
    return /** @type {Array<keyof typeof ACTS>} */ ([
      'code',
      !parcel.overdue && 'overdue',
      !parcel.returning && 'return',
      context.may('support') && (parcel.held ? 'release' : 'hold'),
    ].filter(Boolean));
  }

  function story() {
    const steps = [
      ...parcel.steps.map((/** @type {any} */ step) => ({ ...step, kind: 'step' })),
      ...parcel.doors.map((/** @type {any} */ door) => ({ ...door, kind: 'door' })),
    ];
    steps.sort(byOrder);
    return html`<ol class="story">${steps.map((step, index) => html`<li class=${step.kind}>
      ${index === 0 || dayKey(steps[index - 1].at, zone) !== dayKey(step.at, zone) ? html`<h3 class="day">${day(step.at, zone)}</h3>` : nothing}
      ${step.kind === 'step' ? stepLine(step) : doorLine(step)}
    </li>`)}</ol>`;
  }

  /** @param {any} step */
  function stepLine(step) {
    const words = stepSentence(step);
    return html`<div class="line">
      <time datetime=${step.at} title=${exact(step.at, zone)}>${clock(step.at, zone)}</time>
      ${icon(/** @type {any} */ (words.icon), words.tone)}
      <div class="text"><span>${words.text}</span>
        ${step.verdict ? html`<span class="small">${badge(verdictWords(step.verdict))}</span>` : nothing}
        ${step.sensed ? html`<span class="under">${sensedText(step.sensed)}</span>` : nothing}
        ${step.text ? html`<span class="under">${step.text}</span>` : nothing}</div>
      ${evidence(step.evidence)}
    </div>`;
  }

  /** @param {any} door */
  function doorLine(door) {
    const words = door.type === 'lock.pulsed' ? { icon: 'unlock', text: `The lock of ${door.compartment} was pulsed` } : sentenceOf(door);
    return html`<div class="line">
      <time datetime=${door.at} title=${exact(door.at, zone)}>${clock(door.at, zone)}</time>
      ${icon(/** @type {any} */ (words.icon), 'unknown')}<div class="text soft">${words.text}</div>
      ${evidence(door.evidence)}
    </div>`;
  }

  /** @param {any} source */
  function evidence(source) {
    return source
      ? html`<a class="seq mono" href=${`/banks/${encodeURIComponent(parcel.bank)}?entry=${source.epoch}:${source.seq}`} aria-label=${`Entry ${source.seq} of the bank’s journal`}>${source.seq}</a>`
      : html`<span class="seq mute">here</span>`;
  }

  /** @param {number} now */
  function factsCard(now) {
    const rows = /** @type {Array<[string, unknown]>} */ ([
      ['Unit', parcel.unit],
      ['Recipient', parcel.name ?? parcel.recipient],
      ['Courier', parcel.courier],
      ['Tracking', parcel.tracking && html`<span class="mono">${parcel.tracking}</span>`],
      ['Reference', parcel.reference && html`<span class="mono">${parcel.reference}</span>`],
      ['Size', parcel.size && String(parcel.size).replace('-', ' ')],
      ['Announced', parcel.announced && html`<span title=${exact(parcel.announced.at, zone)}>${ago(parcel.announced.at, now)}</span> <span class="mute">by ${parcel.announced.by}</span>`],
      ['Expected until', parcel.state === 'announced' && parcel.until && html`<span title=${exact(parcel.until, zone)}>${day(parcel.until, zone)}</span>`],
      ['Kept free', parcel.announced?.compartment],
      ['Waits since', parcel.insideSince && html`<span title=${exact(parcel.insideSince, zone)}>${ago(parcel.insideSince, now)}</span>`],
      ['Code', parcel.code > 0 && html`number ${parcel.code}${parcel.locked ? html`, <span class="tone-minor">locked</span>` : nothing} <span class="mute">(never shown)</span>`],
      ['Marked', [parcel.overdue && 'overdue', parcel.returning && 'to go back', parcel.held && 'held back'].filter(Boolean).join(', ')],
    ]);
    return html`<section class="card" aria-labelledby="facts-title"><header>${icon('parcel')}<h2 id="facts-title">Parcel</h2></header>
      <div class="body"><dl class="facts small">${rows.filter(([, value]) => value).map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}
        <dt>Id</dt><dd class="mono">${parcel.id}</dd></dl></div></section>`;
  }

  /** @param {number} now */
  function noticesCard(now) {
    return html`<section class="card" aria-labelledby="notices-title"><header>${icon('bell')}<h2 id="notices-title">Who was told</h2></header>
      ${parcel.notices.length === 0
        ? html`<p class="body soft small">Nobody so far. Recipients are told by e-mail when they have an address, integrators by their webhooks.</p>`
        : html`<ul class="lines">${parcel.notices.map((/** @type {any} */ notice) => html`<li>
            <div>${notice.channel === 'email' ? 'By e-mail' : 'By webhook'}: ${newsText(notice.kind)}
              <span class="under" title=${exact(notice.createdAt, zone)}>${badge(noticeWords(notice.state))} ${ago(notice.endedAt ?? notice.createdAt, now)}${notice.attempts > 1 ? `, ${notice.attempts} tries` : ''}</span>
              ${notice.problem ? html`<span class="under">${notice.problem}</span>` : nothing}</div></li>`)}</ul>`}
    </section>`;
  }

  /** @param {keyof typeof ACTS} act */
  function ask(act) {
    const words = ACTS[act];
    let reason = '';
    let busy = false;
    /** @type {any} */
    let failed = null;
    const dialog = openDialog({
      label: words.title,
      view: (close) => html`<form class="sheet" novalidate @submit=${async (/** @type {Event} */ event) => {
        event.preventDefault();
        if (busy) return;
        busy = true;
        dialog.draw();
        try {
          await post(`/parcels/${encodeURIComponent(id)}/${act}`, reason.trim() ? { reason: reason.trim() } : {});
          close();
          void read();
          return;
        } catch (failure) {
          failed = failure;
        }
        busy = false;
        dialog.draw();
      }}>
        ${closeButton(close)}
        <h2>${words.title}</h2>
        <p class="soft">${words.says}</p>
        <div class="field"><label for="act-reason">Reason, for the story</label>
          <input id="act-reason" maxlength="256" autocomplete="off" @input=${(/** @type {Event} */ event) => ({ value: reason } = /** @type {HTMLInputElement} */ (event.target))} /></div>
        ${failed ? problemNotice(failed) : nothing}
        <div class="actions"><button type="button" class="button" @click=${close}>Leave it</button><button type="submit" class="button primary" ?disabled=${busy}>${words.done}</button></div>
      </form>`,
    });
  }
}

const crumbs = () => html`<nav class="crumbs" aria-label="Where this is"><a href="/parcels">Parcels</a>${icon('chevron')}<span>Story</span></nav>`;

/** By journal where both are of one, else by time @param {any} a @param {any} b */
export function byOrder(a, b) {
  if (a.evidence && b.evidence && a.evidence.journal === b.evidence.journal) return a.evidence.seq - b.evidence.seq;
  return (instant(a.at) ?? 0) - (instant(b.at) ?? 0);
}
