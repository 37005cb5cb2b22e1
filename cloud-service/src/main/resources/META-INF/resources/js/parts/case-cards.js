import { html, nothing, repeat } from '../lit.js';
import { badge, icon } from './icons.js';
import { sentenceOf, visitor } from '../words/entries.js';
import { actText, againstText, againstTone, certaintyWords, clipWords, itemText, laneIcon, laneText, lookText, standingWords } from '../words/cases.js';
import { alarmName, commandWords, severityWords, subjectWords } from '../words/states.js';
import { ago, clock, day, dayKey, exact, lap, plural } from '../words/time.js';

/** The cards of a case: each draws what it is given and keeps nothing. */

/** So many facts are drawn at first. */
export const SHOWN = 200;

/** @param {any} ref */
export const keyOf = (ref) => `${ref.epoch}:${ref.seq}`;

/** @param {string} bank @param {any} ref */
const moment = (bank, ref) => html`<a class="seq mono" href=${`/banks/${encodeURIComponent(bank)}?entry=${keyOf(ref)}`} aria-label=${`Entry ${ref.seq} of the bank’s journal`}>${ref.seq}</a>`;

/** @param {string} bank @param {any[]} refs */
const moments = (bank, refs) => (refs.length === 0 ? nothing : html`<span class="refs">${refs.slice(0, 6).map((ref) => moment(bank, ref))}</span>`);

/** What does not fit, above everything else @param {any} one */
export const contradictionsCard = (one) =>
  one.contradictions.length === 0
    ? nothing
    : html`<section class="card against" aria-labelledby="against-title"><header>${icon('triangle', 'major')}<h2 id="against-title">${plural(one.contradictions.length, 'contradiction')}</h2></header>
      <ul class="lines">${one.contradictions.map((/** @type {any} */ each) => html`<li><div>
        <strong class="tone-${againstTone(each.kind)}">${againstText(each.kind)}</strong>
        <span>${each.words}</span></div>${moments(one.bank, each.evidence)}</li>`)}</ul></section>`;

/** @param {any} one */
export const statements = (one) => html`<ol class="statements">${one.proposed.statements.map((/** @type {any} */ each) => html`<li>
    ${badge(certaintyWords(each.certainty))}
    <div><p>${each.words}</p>
      ${each.lacks.length > 0 ? html`<ul class="lacks">${each.lacks.map((/** @type {string} */ lack) => html`<li>${lack}</li>`)}</ul>` : nothing}
      ${moments(one.bank, each.evidence)}</div></li>`)}</ol>`;

/** @param {any} one */
export function checklistCard(one) {
  const missing = one.checklist.filter((/** @type {any} */ each) => each.standing === 'missing').length;
  return html`<section class="card" aria-labelledby="checklist-title"><header>${icon('check')}<h2 id="checklist-title">Checklist</h2>
      <span class="mute dense">${missing === 0 ? 'nothing is missing' : `${missing} missing`}</span></header>
    <ul class="checklist">${one.checklist.map((/** @type {any} */ each) => html`<li class=${each.standing}>
      <div class="head">${badge({ ...standingWords(each.standing), label: itemText(each.item) })}
        <span class=${each.standing === 'there' ? 'sr' : each.standing === 'missing' ? 'dense tone-major' : 'dense mute'}>${standingWords(each.standing).label.toLowerCase()}</span></div>
      <p>${each.words}</p></li>`)}</ul></section>`;
}

/**
 * @param {any} one
 * @param {{zone: string, may: boolean, open: (clip: any) => void}} options
 */
export function clipsCard(one, { zone, may, open }) {
  return html`<section class="card" aria-labelledby="clips-title"><header>${icon('film')}<h2 id="clips-title">Clips</h2></header>
    ${one.clips.length === 0
      ? html`<p class="body soft small">None. The checklist says why.</p>`
      : html`<ul class="lines">${one.clips.map((/** @type {any} */ clip) => html`<li><div>
          <strong>${clipName(clip)}</strong>
          <span class="under">${clip.camera ?? 'camera not named'}${clip.from ? html`, <span title=${exact(clip.from, zone)}>${clock(clip.from, zone)}</span>` : nothing}</span>
          <span class="small">${badge(clipWords(clip.state))}</span>
          ${clip.lost ? html`<span class="under">${clip.lost}</span>` : nothing}
          ${clip.gapMillis ? html`<span class="under tone-minor">${lap(clip.gapMillis)} of it missing</span>` : nothing}</div>
        ${clip.state === 'stored' && may && one.state === 'open' ? html`<button type="button" class="button slim" @click=${() => open(clip)}>Watch…<span class="sr">: ${clipName(clip)}</span></button>` : nothing}</li>`)}</ul>
        ${one.state !== 'open' ? html`<p class="body soft small">Footage opens while the case is open.</p>` : may ? nothing : html`<p class="body soft small">Footage needs the support role.</p>`}`}
  </section>`;
}

/** @param {any} clip */
export const clipName = (clip) => [clip.because ? clip.because.replaceAll('-', ' ').replace(/^./, (/** @type {string} */ first) => first.toUpperCase()) : 'Clip', clip.compartment].filter(Boolean).join(' at ');

/**
 * @param {any} one
 * @param {{zone: string, lane: string | null, all: boolean, pick: (lane: string | null) => void, more: () => void}} options
 */
export function factsCard(one, { zone, lane, all, pick, more }) {
  const odd = new Set(one.contradictions.flatMap((/** @type {any} */ each) => each.evidence.map(keyOf)));
  const lanes = [...new Set(one.facts.map((/** @type {any} */ fact) => fact.lane))];
  const fitting = one.facts.filter((/** @type {any} */ fact) => !lane || fact.lane === lane);
  const shown = all ? fitting : fitting.slice(0, SHOWN);
  return html`<section class="card" aria-labelledby="facts-title"><header>${icon('clock')}<h2 id="facts-title">Facts</h2><span class="mute dense">${plural(fitting.length, 'entry', 'entries')}</span></header>
    ${lanes.length > 1
      ? html`<div class="chips factlanes" role="group" aria-label="Which facts">
          <button type="button" class="chip" aria-pressed=${lane === null} @click=${() => pick(null)}>All</button>
          ${lanes.map((each) => html`<button type="button" class="chip" aria-pressed=${lane === each} @click=${() => pick(each)}>${laneText(each)}</button>`)}</div>`
      : nothing}
    ${one.facts.length === 0 ? html`<p class="body soft small">No entry of the bank is in this span yet. What comes late appears here.</p>` : nothing}
    <ol class="story facts-story">${repeat(shown, (/** @type {any} */ fact) => keyOf(fact.evidence), (/** @type {any} */ fact, index) => factLine(one, fact, shown[index - 1], odd, zone))}</ol>
    ${shown.length < fitting.length ? html`<p class="more"><button type="button" class="button" @click=${more}>Show all ${fitting.length}</button></p>` : nothing}
  </section>`;
}

/**
 * What went on at the screen, visit by visit; what no entry tells is said
 * @param {any} one
 * @param {string} zone
 */
export function screenCard(one, zone) {
  if (one.screen.length === 0) return nothing;
  const facts = new Map(one.facts.map((/** @type {any} */ fact) => [keyOf(fact.evidence), fact]));
  return html`<section class="card screencard" aria-labelledby="screen-title"><header>${icon('screen')}<h2 id="screen-title">At the screen</h2><span class="mute dense">${plural(one.screen.length, 'visit')}</span></header>
    <ol class="visits">${one.screen.map((/** @type {any} */ visit) => html`<li>
      <p class="head"><strong>${visitor(visit.who)}</strong> <span class="mute dense" title=${exact(visit.from, zone)}>${day(visit.from, zone)}, ${clock(visit.from, zone)}${visit.to > visit.from ? ` to ${clock(visit.to, zone)}` : ''}</span></p>
      <ol class="story">${visit.moments.map((/** @type {any} */ at) => facts.get(keyOf(at))).filter(Boolean).map((/** @type {any} */ fact) => {
        const words = sentenceOf(fact.entry);
        return html`<li><div class="line"><time datetime=${fact.at} title=${exact(fact.at, zone)}>${clock(fact.at, zone)}</time>${icon(/** @type {any} */ (words.icon), words.tone)}<div class="text"><span>${words.text}</span></div>${moment(one.bank, fact.evidence)}</div></li>`;
      })}</ol>
      ${visit.pressed === null ? html`<p class="dense mute">No entry tells what was pressed: it is not over, the power was cut, or the agent is an old one.</p>` : nothing}</li>`)}</ol></section>`;
}

/**
 * What people asked for, also what never came to the bank and so is no fact
 * @param {any} one
 * @param {string} zone
 */
export const commandsCard = (one, zone) =>
  one.commands.length === 0
    ? nothing
    : html`<section class="card" aria-labelledby="asked-title"><header>${icon('command')}<h2 id="asked-title">Commands asked for</h2><span class="mute dense">by the cloud’s books</span></header>
      <ul class="lines">${one.commands.map((/** @type {any} */ each) => html`<li><div>
        <span>${badge(commandWords(each.state))}</span><span class="under">${each.words}</span>
        <span class="under" title=${exact(each.askedAt, zone)}>${day(each.askedAt, zone)}, ${clock(each.askedAt, zone)}${each.ended && each.changedAt ? html`; ended <span title=${exact(each.changedAt, zone)}>${clock(each.changedAt, zone)}</span>` : nothing}</span></div></li>`)}</ul></section>`;

/** @param {any} one @param {any} fact @param {any} before @param {Set<string>} odd @param {string} zone */
function factLine(one, fact, before, odd, zone) {
  const words = sentenceOf(fact.entry);
  const named = odd.has(keyOf(fact.evidence));
  return html`<li class=${named ? 'named' : ''}>
    ${!before || dayKey(before.at, zone) !== dayKey(fact.at, zone) ? html`<h3 class="day">${day(fact.at, zone)}</h3>` : nothing}
    <div class="line"><time datetime=${fact.at} title=${exact(fact.at, zone)}>${clock(fact.at, zone)}</time>
      ${icon(laneIcon(fact.lane), named ? 'major' : words.tone)}
      <div class="text"><span><span class="sr">${laneText(fact.lane)}: </span>${words.text}</span>${named ? html`<span class="under tone-major">does not fit, see above</span>` : nothing}</div>
      ${moment(one.bank, fact.evidence)}</div></li>`;
}

/** @param {any} one @param {number} now @param {string} zone */
export const historyCard = (one, now, zone) => html`<section class="card" aria-labelledby="history-title"><header>${icon('person')}<h2 id="history-title">Who did what</h2></header>
  ${one.history.length === 0 ? html`<p class="body soft small">Nothing yet.</p>` : nothing}
  <ul class="lines">${one.history.map((/** @type {any} */ note) => html`<li><div><span><strong>${note.by}</strong> ${actText(note.what)}</span>
    ${note.text ? html`<span class="under">${note.text}</span>` : nothing}
    <span class="under" title=${exact(note.at, zone)}>${ago(note.at, now)}</span></div></li>`)}</ul></section>`;

/** @param {any[] | null} looks @param {number} now @param {string} zone */
export const looksCard = (looks, now, zone) =>
  looks === null
    ? nothing
    : html`<section class="card" aria-labelledby="looks-title"><header>${icon('search')}<h2 id="looks-title">Who looked at footage</h2></header>
      ${looks.length === 0
        ? html`<p class="body soft small">Nobody yet.</p>`
        : html`<ul class="lines">${looks.map((look) => html`<li><div><span><strong>${look.person}</strong> ${lookText(look.what)} <span class="mono">${look.clip}</span></span>
            <span class="under">${look.why}</span><span class="under" title=${exact(look.at, zone)}>${ago(look.at, now)}, as ${look.role}</span></div></li>`)}</ul>`}
    </section>`;

/** @param {any} one @param {number} now @param {string} zone */
export const alarmsCard = (one, now, zone) =>
  one.alarms.length === 0
    ? nothing
    : html`<section class="card" aria-labelledby="linked-title"><header>${icon('bell')}<h2 id="linked-title">Alarms of that time</h2></header>
      <ul class="lines">${one.alarms.map((/** @type {any} */ alarm) => html`<li><div>
        <span>${badge({ ...severityWords(alarm.severity), label: alarmName(alarm.kind) })}</span>
        <span class="under">${subjectWords(alarm.subject)}, <span title=${exact(alarm.raisedAt, zone)}>${ago(alarm.raisedAt, now)}</span>${alarm.clearedAt ? ', over' : ''}${alarm.incident ? `, incident ${alarm.incident}` : ''}</span></div>
        <a class="small" href="/alarms?state=all">Alarms</a></li>`)}</ul></section>`;
