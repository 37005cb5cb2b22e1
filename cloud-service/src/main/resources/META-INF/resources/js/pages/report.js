import { html, nothing } from '../lit.js';
import { get, query } from '../net/api.js';
import { icon } from '../parts/icons.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { kindText, lookText } from '../words/cases.js';
import { exact, instant, plural, span } from '../words/time.js';

/**
 * The sites whose months one may read.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function reportsPage(context) {
  /** @type {any[] | null} */
  let sites = null;
  /** @type {any} */
  let problem = null;
  const gone = new AbortController();

  async function read() {
    try {
      sites = (await get('/reports/sites', gone.signal)).items;
      problem = null;
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  return {
    title: 'Reports',
    topics: [],
    start: () => void read(),
    stop: () => gone.abort(),
    view: () => html`<div class="pagehead"><div><h1 tabindex="-1">Reports</h1><p class="sub">One page a month for each site, to read, print or hand on. No resident is named.</p></div></div>
      ${problem ? problemNotice(problem, () => void read()) : nothing}
      <div class="card">${sites
        ? sites.length > 0
          ? html`<ul class="lines">${sites.map((site) => html`<li><a href=${`/reports/${encodeURIComponent(site.id)}`}><strong>${site.name}</strong></a></li>`)}</ul>`
          : empty('book', 'No site yet', 'An administrator says which sites you look after.')
        : problem ? nothing : skeleton(4)}</div>`,
  };
}

/**
 * A month of a site on one quiet page.
 * @param {import('../app.js').Context} context
 * @param {string} site
 * @returns {import('../app.js').Page}
 */
export function reportPage(context, site) {
  /** @type {any} */
  let told = null;
  /** @type {any} */
  let problem = null;
  let reading = '';
  const gone = new AbortController();
  const base = `/reports/sites/${encodeURIComponent(site)}`;

  async function read() {
    const path = `${base}${query({ month: context.query().get('month') })}`;
    if (reading === path) return;
    reading = path;
    try {
      const found = await get(path, gone.signal);
      if (reading !== path) return;
      told = found;
      problem = null;
    } catch (failure) {
      if (gone.signal.aborted) return;
      reading = '';
      problem = failure;
    }
    context.draw();
  }

  /** @param {number} by months */
  function other(by) {
    const [year, month] = told.month.split('-').map(Number);
    const at = new Date(Date.UTC(year, month - 1 + by, 1));
    context.setQuery({ month: at.toISOString().slice(0, 7) }, { push: true });
  }

  return {
    title: 'Monthly report',
    topics: [],
    start: () => void read(),
    stop: () => gone.abort(),
    moved: () => void read(),
    view() {
      return html`<nav class="crumbs" aria-label="Where this is"><a href="/reports">Reports</a>${icon('chevron')}<span>${told?.site.name ?? site}</span></nav>
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        ${told ? page() : html`<div class="pagehead"><div><h1 tabindex="-1">Monthly report</h1></div></div>${problem ? nothing : html`<div class="card">${skeleton(8)}</div>`}`}`;
    },
  };

  function page() {
    const { interactions, parcels, footage } = told;
    const helped = interactions.all - interactions.withoutStaff;
    return html`<div class="pagehead"><div><h1 tabindex="-1">${told.site.name}, ${monthName(told.month)}</h1>
        <p class="sub">${plural(told.banks, 'bank')}. Counted ${when(told.madeAt)} from what had arrived then${told.over ? '' : '; the month is not over'}.</p></div>
        <div class="acts noprint"><button type="button" class="button slim" @click=${() => other(-1)}>Month before</button>
          <button type="button" class="button slim" ?disabled=${!told.over} @click=${() => other(1)}>Month after</button>
          <button type="button" class="button slim" @click=${() => print()}>Print</button>
          <a class="button slim" href=${`/api/v1${base}/paper${query({ month: told.month })}`} download>${icon('down')}PDF</a></div></div>
      <div class="monthly">
        <section class="card" aria-labelledby="numbers"><header><h2 id="numbers">In numbers</h2></header>
          <dl class="figures">
            ${figure(interactions.all, 'interactions', `${plural(interactions.deposits, 'deposit')}, ${plural(interactions.pickups, 'pickup')}`)}
            ${figure(interactions.withoutStaff, 'without staff', helped === 0 ? 'nobody had to help' : `a door was opened from afar at ${helped}`)}
            ${figure(parcels.putIn, 'parcels put in', `${parcels.collected} seen to be collected`)}
            ${figure(parcels.inside, 'in the banks now', '')}
          </dl></section>
        <section class="card" aria-labelledby="happened"><header><h2 id="happened">What happened</h2></header>
          ${told.incidents.length === 0 ? html`<p class="body soft">Nothing of weight.</p>` : html`<ul class="lines">${told.incidents.map(happened)}</ul>`}
          ${told.more ? html`<p class="body soft small">And more, which are left out here.</p>` : nothing}</section>
        <section class="card" aria-labelledby="disputes"><header><h2 id="disputes">Cases</h2></header>
          ${told.cases.length === 0 ? html`<p class="body soft">None.</p>` : html`<ul class="lines">${told.cases.map((/** @type {any} */ each) => html`<li><div><span>${kindText(each.kind)}</span><span class="under">${each.opened}, of which ${each.closed} ${each.closed === 1 ? 'is' : 'are'} closed</span></div></li>`)}</ul>`}</section>
        <section class="card" aria-labelledby="looked"><header><h2 id="looked">Footage</h2></header>
          <p class="body soft small">Kept for ${plural(footage.days, 'day')}. ${plural(footage.deleted, 'clip')} deleted in this month, ${footage.held} kept longer for cases now.</p>
          ${footage.opened.length === 0 ? html`<p class="body soft">Nobody looked at any.</p>` : html`<ul class="lines">${footage.opened.map((/** @type {any} */ each) => html`<li><div><span>${kindText(each.kind)}</span><span class="under">${lookText(each.what)} ${plural(each.times, 'time')}, ${plural(each.clips, 'clip')}, by ${plural(each.people, 'person', 'people')}</span></div></li>`)}</ul>`}</section>
      </div>
      <p class="soft small footnote">An interaction is a deposit or a pickup, however it ended. Without staff: nobody opened that door from afar within half an hour before or after. Times are the banks’ own.</p>`;
  }

  /** As people read it, for paper has no room for the exact instant. @param {string} at */
  function when(at) {
    return exact(at, told.site.timeZone).replace(/ \(.*/, '');
  }

  /** @param {any} each */
  function happened(each) {
    const long = (instant(each.to) ?? 0) - (instant(each.from) ?? 0);
    return html`<li><div><span>${each.what}</span><span class="under">${each.where ? `${each.where}, ` : ''}${when(each.from)}; ${each.to ? `over after ${span(long)}` : 'it goes on'}${each.taken ? ', a person took it on' : ', nobody took it on'}</span></div></li>`;
  }
}

/** @param {number} number @param {string} label @param {string} more */
const figure = (number, label, more) => html`<div><dt>${label}</dt><dd class="number">${number.toLocaleString('en')}</dd>${more ? html`<dd class="under">${more}</dd>` : nothing}</div>`;

/** @param {string} month such as `2026-11` */
const monthName = (month) => new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
