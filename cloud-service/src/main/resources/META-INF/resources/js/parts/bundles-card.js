import { html, nothing } from '../lit.js';
import { get, query } from '../net/api.js';
import { badge, icon } from './icons.js';
import { problemNotice, skeleton } from './states.js';
import { ago, exact } from '../words/time.js';

/** Older ones are read page by page. */
const PAGE = 5;

/** @param {boolean} proven */
export const provenWords = (proven) =>
  proven ? { tone: 'calm', shape: /** @type {const} */ ('check'), label: 'Signed by the bank' } : { tone: 'minor', shape: /** @type {const} */ ('diamond'), label: 'Signed with an earlier key' };

/**
 * The diagnostic bundles of a bank: when, who asked and why, whose signature.
 * @param {{bank: string, context: import('../app.js').Context, signal: AbortSignal}} options
 */
export function bundlesPart({ bank, context, signal }) {
  const base = `/banks/${encodeURIComponent(bank)}`;
  /** @type {any[] | null} */
  let bundles = null;
  /** @type {string | null} */
  let next = null;
  /** @type {any} */
  let problem = null;

  /** @param {string | null} [cursor] */
  async function read(cursor = null) {
    if (!(await context.allowed('support')) || signal.aborted) return;
    try {
      const found = await get(`${base}/diagnostics${query({ limit: PAGE, cursor })}`, signal);
      bundles = cursor ? [...(bundles ?? []), ...found.items] : found.items;
      next = found.next;
      problem = null;
    } catch (failure) {
      if (signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  /** @param {string} zone @param {number} now @param {() => void} fetch */
  const view = (zone, now, fetch) => html`<section class="card bundles" aria-labelledby="bundles-title">
    <header>${icon('book')}<h2 id="bundles-title">Diagnostic bundles</h2>
      ${context.may('support') ? html`<button type="button" class="button slim" @click=${fetch}>Fetch one…</button>` : nothing}</header>
    ${!context.may('support')
      ? html`<p class="body soft small">They tell a bank’s inside, so they need the support role. Ask someone who has it.</p>`
      : bundles
        ? bundles.length === 0
          ? html`<p class="body soft small">None was fetched yet. A bundle has the agent’s last log lines, versions, disk, memory, temperature and network path, signed by the bank.</p>`
          : html`<ul class="lines">${bundles.map((each) => line(each, zone, now))}</ul>
            ${next ? html`<p class="body"><button type="button" class="button slim" @click=${() => void read(next)}>Show older</button></p>` : nothing}`
        : problem
          ? html`<div class="body">${problemNotice(problem, () => void read())}</div>`
          : skeleton(3)}
  </section>`;

  /** @param {any} each @param {string} zone @param {number} now */
  const line = (each, zone, now) => html`<li>
    <a href=${`${base}/bundles/${encodeURIComponent(each.command)}`} title=${exact(each.receivedAt, zone)}>${ago(each.receivedAt, now)}</a>
    <span class="small">${badge(provenWords(each.proven))}</span>
    <span class="soft small">${each.by ? html`${each.by}: “${each.reason}”` : 'nobody knows who asked'}</span>
    <span class="mute small">${each.lines} log lines</span>
  </li>`;

  return { read, view };
}
