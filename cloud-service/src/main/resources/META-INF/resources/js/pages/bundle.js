import { html, nothing } from '../lit.js';
import { get } from '../net/api.js';
import { provenWords } from '../parts/bundles-card.js';
import { badge, icon } from '../parts/icons.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { lineTone, sectionsOf } from '../words/bundle.js';
import { ago, exact, plural } from '../words/time.js';

/**
 * One diagnostic bundle: what the bank told about its inside, in sections a person reads, and its last log lines.
 * @param {import('../app.js').Context} context
 * @param {string} bank
 * @param {string} id of the command that brought it
 * @returns {import('../app.js').Page}
 */
export function bundlePage(context, bank, id) {
  const path = `/commands/${encodeURIComponent(id)}/diagnostics`;
  /** @type {any} */
  let bundle = null;
  /** @type {any} */
  let twin = null;
  /** @type {any} */
  let problem = null;
  const gone = new AbortController();
  const zone = () => twin?.site?.timeZone ?? 'UTC';
  const warnings = () => context.query().get('log') === 'warnings';

  async function read() {
    try {
      bundle = await get(path, gone.signal);
      problem = null;
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
    try {
      twin = await get(`/banks/${encodeURIComponent(bank)}`, gone.signal);
    } catch {
      /* its id does as well */
    }
    context.draw();
  }

  return {
    title: 'Diagnostic bundle',
    topics: [],
    start: () => void read(),
    stop: () => gone.abort(),
    view: () => html`<nav class="crumbs" aria-label="Where this is"><a href="/">Fleet</a>${icon('chevron')}<a href=${`/banks/${encodeURIComponent(bank)}`}>${twin?.name ?? bank}</a>${icon('chevron')}<span>Bundle</span></nav>
      ${bundle ? whole() : html`<div class="pagehead"><div><h1 tabindex="-1">Diagnostic bundle</h1></div></div>${problem ? problemNotice(problem, () => void read()) : html`<div class="card">${skeleton(8)}</div>`}`}`,
  };

  function whole() {
    const now = context.now();
    const lines = /** @type {string[]} */ (bundle.log).filter((line) => !warnings() || lineTone(line) !== '');
    return html`<div class="pagehead"><div>
        <h1 tabindex="-1">${twin?.name ?? bank}, as it was ${ago(bundle.receivedAt, now)}</h1>
        <p class="verdict">${badge(provenWords(bundle.proven))} <span class="soft">${bundle.proven ? 'Checked with the key that is registered for it.' : 'It was checked when it came. The bank has had another key since.'}</span></p>
        <p class="sub">${bundle.by ? `Asked for by ${bundle.by}: “${bundle.reason}”. ` : ''}<span title=${exact(bundle.receivedAt, zone())}>Came ${exact(bundle.receivedAt, zone()).replace(/ \(.*/, '')}</span></p>
      </div>
      <div class="acts"><a class="button" href=${`/api/v1${path}`} download=${`${bank}-${String(bundle.receivedAt).slice(0, 19).replaceAll(':', '')}.json`}>${icon('down')}Download, with its signature</a></div></div>
      <div class="bundlepage">
        ${sectionsOf(bundle).map(({ title, facts }) => html`<section class="card" aria-label=${title}>
          <header><h2>${title}</h2></header>
          <div class="body"><dl class="facts small">${facts.map(({ words, value, mono }) => html`<dt>${words}</dt><dd class=${mono ? 'mono' : ''}>${value}</dd>`)}</dl></div>
        </section>`)}
        <section class="card log" aria-labelledby="log-title">
          <header>${icon('book')}<h2 id="log-title">Last lines of its log</h2>
            <div class="chips" role="group" aria-label="Which lines">
              <button type="button" class="chip" aria-pressed=${!warnings()} @click=${() => context.setQuery({ log: null })}>All</button>
              <button type="button" class="chip" aria-pressed=${warnings()} @click=${() => context.setQuery({ log: 'warnings' })}>Warnings and errors</button>
            </div></header>
          ${lines.length === 0
            ? empty('check', bundle.log.length === 0 ? 'It sent no log lines' : 'No warning among them', bundle.log.length === 0 ? 'The agent had just started, or its log is kept elsewhere.' : `All ${plural(bundle.log.length, 'line')} are ordinary.`)
            : html`<ol class="body" tabindex="0" aria-label="Log lines, oldest first">${lines.map((line) => html`<li class=${lineTone(line) ? `tone-${lineTone(line)}` : ''}>${lineTone(line) ? html`<span class="sr">${lineTone(line) === 'critical' ? 'Error: ' : 'Warning: '}</span>` : nothing}${line}</li>`)}</ol>`}
        </section>
      </div>`;
  }
}
