import { html, nothing } from '../lit.js';
import { get, post, query } from '../net/api.js';
import { copyable } from '../parts/copyable.js';
import { howTo } from '../parts/how-to.js';
import { badge, icon } from '../parts/icons.js';
import { problemNotice, skeleton } from '../parts/states.js';
import { stepper } from '../parts/stepper.js';
import { approvalProblem, doorsOf, joined, signingLine, slotsOf, waitingWords } from '../words/approvals.js';
import { outcomeSentence } from '../words/commands.js';
import { approvers } from '../words/keys.js';
import { commandWords, isCancellable, isOver } from '../words/states.js';
import { ago, clock, exact } from '../words/time.js';

/** Milliseconds between two looks while the bank acts; the stream brings the command, not the bank's entries. */
const LOOK = 2000;
/** Pages of entries at most: a door makes two, and others may come between. */
const PAGES = 5;

/**
 * One order to open everything: who has signed, how to sign, and door by door what came of it.
 * @param {import('../app.js').Context} context
 * @param {string} id of the command
 * @returns {import('../app.js').Page}
 */
export function approvalPage(context, id) {
  const path = `/commands/${encodeURIComponent(id)}`;
  /** @type {any} */
  let command = null;
  /** @type {any} */
  let twin = null;
  /** @type {any[]} */
  let keys = [];
  let knowsKeys = false;
  /** @type {any[]} */
  let entries = [];
  /** @type {any} */
  let problem = null;
  /** @type {any} */
  let refusal = null;
  let text = '';
  let wrong = '';
  let busy = false;
  let ticking = 0;
  const gone = new AbortController();
  const zone = () => twin?.site?.timeZone ?? 'UTC';

  async function read() {
    try {
      await take(await get(path, gone.signal));
      problem = null;
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  /** @param {any} change */
  async function take(change) {
    const first = command === null;
    command = change;
    context.draw();
    if (first) await around();
    await readEntries();
  }

  /** What the command itself does not tell: the bank's doors and name, and whose keys count */
  async function around() {
    try {
      [twin, keys] = await Promise.all([get(`/banks/${encodeURIComponent(command.bank)}`, gone.signal), get('/key-set', gone.signal).then((set) => set.keys)]);
      knowsKeys = true;
    } catch {
      /* ids do as well */
    }
    context.draw();
  }

  async function readEntries() {
    const received = (command.steps ?? []).find((/** @type {any} */ step) => step.seq !== null && step.seq !== undefined);
    if (!received) return;
    try {
      /** @type {any[]} */
      const found = [];
      let after = `${received.epoch}:${Math.max(0, received.seq - 1)}`;
      for (let page = 0; page < PAGES && after; page += 1) {
        const part = await get(`/banks/${encodeURIComponent(command.bank)}/entries${query({ after, limit: 200 })}`, gone.signal);
        found.push(...part.items);
        after = part.next;
      }
      entries = found;
    } catch {
      /* the next look asks again */
    }
    context.draw();
  }

  /** @param {Event} event */
  async function handIn(event) {
    event.preventDefault();
    refusal = null;
    wrong = approvalProblem(text, command);
    if (wrong || busy) {
      context.draw();
      document.getElementById('approval')?.focus();
      return;
    }
    busy = true;
    context.draw();
    try {
      const given = await post(`${path}/approvals`, { approval: joined(text) });
      text = '';
      await take(given);
    } catch (failure) {
      refusal = failure;
    }
    busy = false;
    context.draw();
    requestAnimationFrame(() => document.querySelector(/** @type {string} */ (refusal ? '#approval' : '.signers'))?.focus());
  }

  async function cancel() {
    refusal = null;
    try {
      await take(await post(`${path}/cancel`, {}));
    } catch (failure) {
      refusal = failure;
    }
    context.draw();
  }

  return {
    title: 'Open every door',
    topics: ['commands'],
    start() {
      void read();
      clearInterval(ticking);
      ticking = window.setInterval(() => {
        if (command && !isOver(command.state) && command.state !== 'queued' && !document.hidden) void read();
      }, LOOK);
    },
    stop() {
      gone.abort();
      clearInterval(ticking);
    },
    changed(changes) {
      for (const { topic, data } of changes) if (topic === 'command' && data.id === id) void take(data);
    },
    view() {
      if (!command) return html`${crumbs()}<div class="pagehead"><div><h1 tabindex="-1">Open every door</h1></div></div>${problem ? problemNotice(problem, () => void read()) : html`<div class="card">${skeleton(6)}</div>`}`;
      const now = context.now();
      const waits = command.state === 'queued' && Boolean(command.consent);
      return html`${crumbs()} ${head(now, waits)} ${problem ? problemNotice(problem, () => void read()) : nothing}
        <div class="approval">
          ${signers(now, waits)}
          ${waits ? signing() : nothing}
          ${command.state === 'queued' ? nothing : way()}
          ${entries.length > 0 ? doorByDoor() : nothing}
        </div>`;
    },
  };

  function crumbs() {
    return html`<nav class="crumbs" aria-label="Where this is"><a href="/approvals">Approvals</a>${icon('chevron')}
      ${command ? html`<a href=${`/banks/${encodeURIComponent(command.bank)}`}>${twin?.name ?? command.bank}</a>` : html`<span>Order</span>`}</nav>`;
  }

  /** @param {number} now @param {boolean} waits */
  function head(now, waits) {
    const words = waits ? { tone: 'info', shape: 'ring', label: `${command.consent.by.length} of ${command.consent.needed} have signed` } : commandWords(command.state);
    return html`<div class="pagehead"><div>
        <h1 tabindex="-1">Open every door of ${twin?.name ?? command.bank}</h1>
        <p class="verdict" role="status">${badge(/** @type {any} */ (words))} <span class="soft">${waits ? '' : outcomeSentence(command)}</span></p>
        <p class="sub"><span title=${exact(command.createdAt, zone())}>Asked ${ago(command.createdAt, now)}</span> by ${command.by}: “${command.reason}”</p>
      </div>
      <div class="acts">${isCancellable(command.state) && context.may('operator') ? html`<button type="button" class="button" @click=${() => void cancel()}>Call it back</button>` : nothing}</div>
    </div>`;
  }

  /** @param {number} now @param {boolean} waits */
  function signers(now, waits) {
    const people = approvers(keys, now).filter((name) => !command.consent?.by.includes(name));
    const missing = (command.consent?.needed ?? 2) - (command.consent?.by.length ?? 0);
    return html`<section class="card signers" aria-labelledby="signers-title" tabindex="-1">
      <header>${icon('person')}<h2 id="signers-title">Two people</h2>${waits ? html`<span class="soft small" role="timer">${waitingWords(command, now)}</span>` : nothing}</header>
      <ol class="lines">${slotsOf(command).map(({ by, at }) => html`<li>
        ${by ? html`${badge({ tone: 'verified', shape: 'check', label: by })} <span class="mute small" title=${exact(at, zone())}>signed${at ? ` at ${clock(at, zone())}` : ''}</span>`
          : html`${badge({ tone: 'unknown', shape: 'dashed', label: waits ? 'Waits for somebody' : 'Nobody' })}`}
      </li>`)}</ol>
      ${waits && knowsKeys
        ? people.length >= missing
          ? html`<p class="body soft small">Who else could sign today: ${people.join(', ')}.</p>`
          : html`<div class="body"><div class="notice major">${icon('triangle', 'major')}<div><strong>There are not enough people with a key.</strong>
              <p class="soft">${people.length === 0 ? 'No other key that may approve is in the key set in force' : `Only ${people.join(', ')} could still sign`}. This cannot be completed. ${howTo('rotate-keys', 'How to give people keys')}</p></div></div></div>`
        : nothing}
    </section>`;
  }

  function signing() {
    return html`<section class="card signing" aria-labelledby="signing-title">
      <header>${icon('key')}<h2 id="signing-title">Sign it with your own key</h2>${howTo('open-everything', 'How this works')}</header>
      <div class="body">
        <p class="small"><strong>1.</strong> On the machine where your key lies, run:</p>
        ${copyable(signingLine(command), 'the line to run')}
        <p class="mute dense">Put the file of your own key in place of YOUR-KEY.jwk. The key stays there: this page cannot sign, and nobody else can sign for you. What it prints holds for this order, this bank and this boot of it only.</p>
        <form novalidate @submit=${handIn}>
          <div class="field">
            <label for="approval"><strong>2.</strong> Paste the line it prints</label>
            <textarea id="approval" class="mono" rows="4" spellcheck="false" autocapitalize="none" .value=${text} ?disabled=${!context.may('support')} aria-invalid=${wrong !== ''} aria-describedby=${wrong ? 'approval-wrong' : nothing}
              @input=${(/** @type {Event} */ event) => {
                ({ value: text } = /** @type {HTMLTextAreaElement} */ (event.target));
                wrong = '';
                refusal = null;
                context.draw();
              }}></textarea>
            ${wrong ? html`<p class="wrong" id="approval-wrong" role="alert">${icon('octagon')}<span>${wrong}</span></p>` : nothing}
          </div>
          ${refusal ? problemNotice(refusal) : nothing}
          <div class="handin">
            ${context.may('support')
              ? html`<button type="submit" class="button primary" ?disabled=${busy}>${busy ? 'Checking…' : 'Hand it in'}</button>`
              : html`<p class="soft small">Handing in needs the support role; anybody who has it may paste your line.</p>`}
            <span class="mute dense">or <code class="mono">lockward approve ${command.id} 'THE-LINE'</code></span>
          </div>
        </form>
      </div>
    </section>`;
  }

  function way() {
    return html`<section class="card" aria-labelledby="way-title"><header>${icon('command')}<h2 id="way-title">Its way</h2></header>
      <div class="body">${stepper(command, { zone: zone() })}</div></section>`;
  }

  function doorByDoor() {
    const doors = doorsOf((twin?.compartments ?? []).map((/** @type {any} */ cell) => cell.id), entries, command);
    const opened = doors.filter((door) => door.opened !== null).length;
    return html`<section class="card" aria-labelledby="doors-title">
      <header>${icon('door')}<h2 id="doors-title">Door by door</h2><span class="soft small" role="status">${opened} of ${doors.length} seen opening</span></header>
      <ul class="doorlist">${doors.map((door) => html`<li><a href=${`/banks/${encodeURIComponent(command.bank)}?door=${door.door}`}><strong>${door.door}</strong></a>
        ${badge(/** @type {any} */ (door))}
        <span class="mute dense">${[door.pulsed === null ? '' : `pulsed: entry ${door.pulsed}`, door.opened === null ? '' : `opened: entry ${door.opened}`].filter(Boolean).join(', ')}</span></li>`)}</ul>
    </section>`;
  }
}
