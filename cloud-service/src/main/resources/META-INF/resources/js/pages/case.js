import { html, nothing } from '../lit.js';
import { call, get, post, put, query } from '../net/api.js';
import { alarmsCard, checklistCard, clipName, clipsCard, commandsCard, contradictionsCard, factsCard, historyCard, looksCard, screenCard, statements } from '../parts/case-cards.js';
import { clipDialog } from '../parts/clip-dialog.js';
import { handOutDialog, sharesCard } from '../parts/hand-out.js';
import { badge, icon } from '../parts/icons.js';
import { problemNotice, skeleton } from '../parts/states.js';
import { whyDialog } from '../parts/why-dialog.js';
import { about, caseWords, certaintyWords, kindText } from '../words/cases.js';
import { ago, exact, instant, span } from '../words/time.js';

/** Milliseconds: what changes in a burst is read once. */
const GATHER = 2000;

/**
 * One dispute: what is claimed, what the evidence says, what a person finds.
 * @param {import('../app.js').Context} context
 * @param {string} id
 * @returns {import('../app.js').Page}
 */
export function casePage(context, id) {
  const path = `/cases/${encodeURIComponent(id)}`;
  /** @type {any} */
  let one = null;
  /** @type {any[] | null} */
  let looks = null;
  /** @type {any[] | null} */
  let shares = null;
  /** @type {any} */
  let problem = null;
  /** @type {any} */
  let unsaved = null;
  let zone = 'UTC';
  /** @type {string | null} what somebody types; null until they do */
  let draft = null;
  let busy = false;
  /** @type {string | null} */
  let lane = null;
  let all = false;
  let reading = 0;
  const gone = new AbortController();

  async function read() {
    try {
      took(await get(path, gone.signal));
      problem = null;
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
    void more();
  }

  /** @param {any} next */
  function took(next) {
    one = next;
    page.title = next.claim.length > 40 ? `${next.claim.slice(0, 39)}…` : next.claim;
    page.topics = ['fleet', `bank:${next.bank}`];
    context.draw();
  }

  async function more() {
    if (!one) return;
    try {
      zone = (await get(`/banks/${encodeURIComponent(one.bank)}`, gone.signal)).site?.timeZone ?? 'UTC';
    } catch {
      /* UTC does as well */
    }
    try {
      looks = context.may('support') || context.may('auditor') ? (await get(`${path}/access`, gone.signal)).items : null;
    } catch {
      looks = null;
    }
    try {
      shares = context.may('support') || context.may('auditor') ? await get(`${path}/shares`, gone.signal) : null;
    } catch {
      shares = null;
    }
    if (!gone.signal.aborted) context.draw();
  }

  /** @type {import('../app.js').Page} */
  const page = {
    title: 'Case',
    topics: ['fleet'],
    start: () => void read(),
    stop() {
      gone.abort();
      clearTimeout(reading);
    },
    changed(changes) {
      if (!one || !changes.some(({ topic, data }) => topic === 'bank' && (data.bank ?? data).id === one.bank)) return;
      clearTimeout(reading);
      reading = window.setTimeout(() => void read(), GATHER);
    },
    view() {
      const now = context.now();
      if (!one) {
        return html`${crumbs()}<div class="pagehead"><div><h1 tabindex="-1">Case</h1></div></div>
          ${problem ? problemNotice(problem, () => void read()) : html`<div class="card">${skeleton(8)}</div>`}`;
      }
      const seesEvidence = one.proposed !== null;
      return html`${crumbs()}
        <div class="pagehead"><div><h1 tabindex="-1">${one.claim}</h1>
          <p class="verdict">${badge(caseWords(one.state))} <span class="soft">${kindText(one.kind)}, ${whereabouts()}</span></p>
          <p class="sub">${moments(now)}</p></div>
          <div class="acts">${acts()}</div></div>
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        ${told(now)}
        ${seesEvidence
          ? html`${contradictionsCard(one)}
            <div class="storygrid casegrid">
              <div class="side">${findingCard()} ${screenCard(one, zone)} ${commandsCard(one, zone)} ${factsCard(one, { zone, lane, all, pick, more: showAll })}</div>
              <div class="side">${checklistCard(one)} ${clipsCard(one, { zone, may: context.may('support'), open: watch })} ${alarmsCard(one, now, zone)} ${historyCard(one, now, zone)} ${looksCard(looks, now, zone)} ${sharesCard(one, shares, { now, zone, may: context.may('support'), changed: () => void more() })}</div>
            </div>`
          : html`<section class="card"><div class="body">${one.finding ? html`<p class="found">${one.finding.text}</p>` : html`<p class="soft">${one.state === 'requested' ? 'Support decides whether it is opened.' : one.state === 'declined' ? 'It was declined.' : 'Nothing was found yet.'}</p>`}</div></section>`}`;
    },
  };
  return page;

  function whereabouts() {
    return html`${one.parcel ? html`<a href=${`/parcels/${one.parcel}?bank=${encodeURIComponent(one.bank)}`}>the parcel</a> in ` : nothing}<a href=${`/banks/${encodeURIComponent(one.bank)}${one.compartment ? `?door=${one.compartment}` : ''}`}>${about(one)}</a>`;
  }

  /** @param {number} now */
  function moments(now) {
    const until = Math.min(instant(one.to) ?? now, now);
    const since = Math.max(instant(one.from) ?? 0, until - 7 * 86_400_000); // as much as the lanes show
    const length = (instant(one.to) ?? 0) - (instant(one.from) ?? 0);
    return html`<span title=${`${exact(one.from, zone)} to ${exact(one.to, zone)}`}><a href=${`/banks/${encodeURIComponent(one.bank)}/timeline?${new URLSearchParams({ case: one.id, from: new Date(since).toISOString(), to: new Date(until).toISOString() })}`}>${span(length)} of journal</a></span>, opened by ${one.openedBy} <span title=${exact(one.openedAt, zone)}>${ago(one.openedAt, now)}</span>${one.hold ? html`, <strong>footage is kept</strong> (${one.hold.why})` : nothing}`;
  }

  /** What was decided, in a sentence @param {number} now */
  function told(now) {
    if (one.state === 'declined' && one.decided) {
      return html`<div class="notice oldnotice">${icon('dash')}<div><strong>Declined by ${one.decided.by} ${ago(one.decided.at, now)}.</strong><p class="soft">${one.decided.why}</p></div></div>`;
    }
    if (one.state === 'requested') {
      return html`<div class="notice info oldnotice">${icon('ring', 'info')}<div><strong>${one.openedBy} asks for this case.</strong><p class="soft">Its footage opens to nobody until support opens it.</p></div></div>`;
    }
    return nothing;
  }

  function acts() {
    if (!context.may('support')) return nothing;
    const button = (/** @type {string} */ label, /** @type {() => void} */ act, primary = false) => html`<button type="button" class="button ${primary ? 'primary' : ''}" @click=${act}>${label}</button>`;
    const hold = one.hold ? button('Let footage go…', () => keep(false)) : button('Keep footage…', () => keep(true));
    const note = button('Note…', addNote);
    const pack = html`${button('Package…', () => handOut(false))} ${button('Share…', () => handOut(true))}`;
    switch (one.state) {
      case 'requested':
        return html`${button('Decline…', () => decide('decline'))} ${button('Open it…', () => decide('open'), true)}`;
      case 'open':
        return html`${note} ${hold} ${pack}`;
      default:
        return html`${note} ${hold} ${one.state === 'closed' ? pack : nothing} ${button('Open it again…', () => decide('open'))}`;
    }
  }

  function findingCard() {
    const closed = one.state === 'closed';
    return html`<section class="card finding" aria-labelledby="finding-title"><header>${icon('sign')}<h2 id="finding-title">${closed ? 'Finding' : 'Proposed finding'}</h2>
        <span>${badge(certaintyWords(closed ? one.certainty : one.proposed.certainty))}</span></header>
      ${closed && one.finding
        ? html`<div class="body"><p class="found">${one.finding.text}</p><p class="mute dense">${one.finding.by}, closed by ${one.closed?.by}. The rules were ${certaintyWords(one.certainty).label.toLowerCase()} then; this is what they say now:</p></div>`
        : nothing}
      ${statements(one)}
      ${one.state === 'open' && context.may('support') ? editor() : nothing}
    </section>`;
  }

  function proposedText() {
    return one.proposed.statements.map((/** @type {any} */ each) => `${certaintyWords(each.certainty).label}: ${each.words}`).join('\n');
  }

  function text() {
    return draft ?? one.finding?.text ?? proposedText();
  }

  function editor() {
    return html`<form class="body editor" novalidate @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void save(true);
    }}>
      <div class="field"><label for="finding-text">What you find, in plain words</label>
        <textarea id="finding-text" rows="6" maxlength="4000" .value=${text()} @input=${(/** @type {Event} */ event) => ({ value: draft } = /** @type {HTMLTextAreaElement} */ (event.target))}></textarea></div>
      ${unsaved ? problemNotice(unsaved) : nothing}
      <div class="actions">
        ${text() !== proposedText() ? html`<button type="button" class="button quiet" @click=${() => {
          draft = proposedText();
          context.draw();
        }}>Take what is proposed</button>` : nothing}
        <button type="button" class="button" ?disabled=${busy} @click=${() => void save(false)}>Save</button>
        <button type="submit" class="button primary" ?disabled=${busy}>Save and close the case</button></div>
    </form>`;
  }

  /** @param {boolean} close */
  async function save(close) {
    if (busy) return;
    busy = true;
    unsaved = null;
    context.draw();
    try {
      took(await put(`${path}/finding`, { text: text().trim() }));
      if (close) took(await post(`${path}/close`, {}));
      draft = null;
    } catch (failure) {
      unsaved = failure;
    }
    busy = false;
    context.draw();
  }

  /** @param {string | null} next */
  function pick(next) {
    lane = next;
    context.draw();
  }

  function showAll() {
    all = true;
    context.draw();
  }

  /** @param {any} clip */
  function watch(clip) {
    clipDialog(one, clip, { zone, name: clipName(clip), opened: () => void more() });
  }

  /** @param {'open' | 'decline'} decision */
  function decide(decision) {
    const opening = decision === 'open';
    whyDialog({
      title: opening ? (one.state === 'requested' ? 'Open this case?' : 'Open it again?') : 'Decline this case?',
      says: opening ? 'Its footage can be seen then, each time with a reason.' : 'Whoever asked sees that it was declined, and why.',
      label: 'Why, for the record',
      done: opening ? 'Open it' : 'Decline it',
      then: async (reason) => took(await post(`${path}/decision`, { decision, reason })),
    });
  }

  /** @param {boolean} link */
  function handOut(link) {
    handOutDialog(one, { link, done: () => void more() });
  }

  function addNote() {
    whyDialog({ title: 'Add a note', says: 'It stands in the case’s history.', label: 'Note', done: 'Add it', most: 2000, long: true, then: async (note) => took(await post(`${path}/notes`, { text: note })) });
  }

  /** @param {boolean} on */
  function keep(on) {
    whyDialog({
      title: on ? 'Keep its footage?' : 'Let its footage go?',
      says: on ? 'Its clips stay, whatever the site’s retention says, until somebody lets them go.' : 'Clips whose time is over are deleted soon.',
      label: 'Why, for the record',
      done: on ? 'Keep it' : 'Let it go',
      then: async (reason) => took(on ? await post(`${path}/hold`, { reason }) : await call(`${path}/hold${query({ reason })}`, { method: 'DELETE' })),
    });
  }
}

const crumbs = () => html`<nav class="crumbs" aria-label="Where this is"><a href="/cases">Cases</a>${icon('chevron')}<span>Case</span></nav>`;
