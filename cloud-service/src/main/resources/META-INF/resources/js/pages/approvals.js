import { html, nothing, repeat } from '../lit.js';
import { get, query } from '../net/api.js';
import { badge, icon } from '../parts/icons.js';
import { howTo } from '../parts/how-to.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { waitingWords } from '../words/approvals.js';
import { commandWords, isOver } from '../words/states.js';
import { ago, exact, plural } from '../words/time.js';

const PAGE = 20;

/**
 * What waits for two people, and what came of it before.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function approvalsPage(context) {
  /** @type {any[] | null} */
  let commands = null;
  /** @type {string | null} */
  let next = null;
  /** @type {Map<string, any>} */
  let banks = new Map();
  /** @type {any} */
  let problem = null;
  const gone = new AbortController();

  /** @param {string | null} [cursor] */
  async function read(cursor = null) {
    try {
      const found = await get(`/commands${query({ kind: 'unlock-all', limit: PAGE, cursor })}`, gone.signal);
      commands = cursor ? [...(commands ?? []), ...found.items] : found.items;
      next = found.next;
      problem = null;
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  async function names() {
    try {
      banks = new Map((await get('/banks?limit=200', gone.signal)).items.map((/** @type {any} */ each) => [each.id, each]));
      context.draw();
    } catch {
      /* ids do as well */
    }
  }

  const headline = () => {
    const waiting = (commands ?? []).filter(({ state }) => state === 'queued').length;
    return waiting === 0 ? 'Nothing waits for two people.' : `${plural(waiting, 'order')} ${waiting === 1 ? 'waits' : 'wait'} for people to sign.`;
  };

  return {
    title: 'Approvals',
    topics: ['commands'],
    start() {
      void read();
      void names();
    },
    stop: () => gone.abort(),
    changed(changes) {
      for (const { topic, data } of changes) {
        if (topic !== 'command' || data.kind !== 'unlock-all' || !commands) continue;
        commands = [data, ...commands.filter(({ id }) => id !== data.id)].sort((a, b) => String(b.createdAt).localeCompare(String(a.createdAt)));
      }
    },
    view: () => html`<div class="pagehead"><div><h1 tabindex="-1">${commands ? headline() : 'Approvals'}</h1>
        <p class="sub">Opening every door of a bank takes the signatures of two people. The bank checks both itself, whatever this service says.</p></div></div>
      ${problem ? problemNotice(problem, () => void read()) : nothing}
      <div class="card">
        ${commands
          ? commands.length > 0
            ? html`<ul class="lines approvals">${repeat(commands, ({ id }) => id, (command) => line(command))}</ul>`
            : empty('sign', 'Nobody has asked to open everything', html`On a bank’s page it is under “More…”. Two people sign it within ten minutes. ${howTo('open-everything', 'How to open everything')}`)
          : problem
            ? nothing
            : skeleton(4)}
      </div>
      ${next ? html`<p class="more"><button type="button" class="button" @click=${() => void read(next)}>Show more</button></p>` : nothing}`,
  };

  /** @param {any} command */
  function line(command) {
    const now = context.now();
    const where = banks.get(command.bank);
    const waits = command.state === 'queued';
    return html`<li class=${isOver(command.state) ? 'over' : ''}>
      <a href=${`/approvals/${encodeURIComponent(command.id)}`}>Open every door of ${where?.name ?? command.bank}</a>
      <span class="small">${waits ? badge({ tone: 'info', shape: 'ring', label: `${command.consent.by.length} of ${command.consent.needed} signed` }) : badge(/** @type {any} */ (commandWords(command.state)))}</span>
      <span class="soft small">${command.by}: “${command.reason}”</span>
      <span class="mute dense" title=${exact(command.createdAt, where?.site?.timeZone ?? 'UTC')}>${waits ? html`${icon('clock')} ${waitingWords(command, now)}` : ago(command.createdAt, now)}</span>
    </li>`;
  }
}
