import { html, nothing, repeat } from '../lit.js';
import { get, post, query } from '../net/api.js';
import { howTo } from '../parts/how-to.js';
import { badge, icon } from '../parts/icons.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { endpointDialog, removeDialog } from '../parts/webhook-dialogs.js';
import { newsText } from '../words/parcels.js';
import { ago, exact, plural } from '../words/time.js';
import { answerAdvice, canRetry, deliveryFacts, deliveryWords, endpointFacts, endpointWords, headline } from '../words/webhooks.js';

const PAGE = 50;
/** Milliseconds between two looks: the first retry comes after five seconds. */
const ANEW = 5000;
/** This page is about no site. */
const ZONE = 'UTC';

const FILTERS = /** @type {Array<[string | null, string]>} */ ([
  [null, 'All'],
  ['waiting', 'Waiting'],
  ['dead', 'Given up'],
  ['sent', 'Taken'],
  ['dropped', 'Not sent'],
]);

/**
 * Where news of parcels goes, whether it is taken, and each delivery.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function webhooksPage(context) {
  /** @type {any[] | null} */
  let endpoints = null;
  /** @type {any[] | null} */
  let deliveries = null;
  /** @type {string | null} */
  let next = null;
  /** @type {any} */
  let problem = null;
  /** What came of the last test message @type {{id: string, busy: boolean, result: any, problem: any} | null} */
  let test = null;
  let refused = false;
  let asked = '';
  let ticking = 0;
  const gone = new AbortController();
  const state = () => context.query().get('state');
  const chosen = () => endpoints?.find(({ id }) => id === context.query().get('endpoint')) ?? endpoints?.[0] ?? null;
  const wanted = () => `${chosen()?.id ?? ''} ${state() ?? ''}`;
  const listed = (/** @type {string | null} */ cursor) => `/notices${query({ channel: 'webhook', target: chosen()?.id, state: state(), limit: PAGE, cursor })}`;

  async function read() {
    if (!(await context.allowed('support'))) {
      refused = true;
      context.draw();
      return;
    }
    try {
      endpoints = (await get('/webhooks', gone.signal)).items;
      problem = null;
      if (chosen()) await readDeliveries();
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  async function readDeliveries() {
    asked = wanted();
    const found = await get(listed(null), gone.signal);
    if (wanted() !== asked) return;
    deliveries = found.items;
    next = found.next;
  }

  async function older() {
    try {
      const found = await get(listed(next), gone.signal);
      deliveries = [...(deliveries ?? []), ...found.items];
      next = found.next;
    } catch (failure) {
      if (!gone.signal.aborted) problem = failure;
    }
    context.draw();
  }

  /** @param {string} path */
  async function order(path) {
    try {
      await post(path, {});
      await read();
    } catch (failure) {
      problem = failure;
      context.draw();
    }
  }

  /** @param {string} id */
  async function sendTest(id) {
    if (test?.busy) return;
    const now = { id, busy: true, result: /** @type {any} */ (null), problem: /** @type {any} */ (null) };
    test = now;
    context.draw();
    try {
      now.result = await post(`/webhooks/${encodeURIComponent(id)}/test`, {});
    } catch (failure) {
      now.problem = failure;
    }
    now.busy = false;
    context.draw();
  }

  const saved = (/** @type {string} */ id) => {
    context.setQuery({ endpoint: id, state: null });
    void read();
  };

  return {
    title: 'Webhooks',
    topics: [],
    start() {
      void read();
      clearInterval(ticking);
      // a longer list than the first page is left as it is while somebody reads it
      ticking = window.setInterval(() => !document.hidden && !refused && (deliveries?.length ?? 0) <= PAGE && void read(), ANEW);
    },
    stop() {
      gone.abort();
      clearInterval(ticking);
    },
    moved() {
      if (wanted() === asked) return;
      deliveries = null;
      void read();
    },
    view() {
      if (refused) return html`<div class="pagehead"><div><h1 tabindex="-1">Webhooks</h1></div></div>
        <div class="card">${empty('lock', 'This needs the support role', 'Endpoints show where news of parcels goes. Ask an administrator for the role, or somebody who has it to look.')}</div>`;
      const now = context.now();
      const admin = context.may('admin');
      return html`<div class="pagehead"><div><h1 tabindex="-1">${endpoints ? headline(endpoints) : 'Webhooks'}</h1>
          <p class="sub">Each piece of news is made once, signed, and tried for a day and a half.${admin ? nothing : ' Adding, pausing and removing need the admin role.'}</p></div>
          ${admin && (endpoints?.length ?? 0) > 0 ? html`<button type="button" class="button" @click=${() => endpointDialog(null, saved)}>Add an endpoint…</button>` : nothing}</div>
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        ${endpoints === null
          ? problem ? nothing : html`<div class="card">${skeleton(5)}</div>`
          : endpoints.length === 0
            ? html`<div class="card">${empty('send', 'No endpoint yet', html`An integrator’s server can hear when a parcel is in, was collected, or went back. ${howTo('announce-a-delivery', 'What it gets and how to check it')}`,
                admin ? html`<button type="button" class="button primary" @click=${() => endpointDialog(null, saved)}>Add an endpoint…</button>` : nothing)}</div>`
            : html`<div class="hookspage">${endpointsCard(now)} ${chosenCards(now, admin)}</div>`}`;
    },
  };

  /** @param {number} now */
  function endpointsCard(now) {
    return html`<section class="card" aria-labelledby="endpoints-title">
      <header>${icon('send')}<h2 id="endpoints-title">Endpoints</h2>${howTo('announce-a-delivery', 'What they get')}</header>
      <ul>${repeat(/** @type {any[]} */ (endpoints), ({ id }) => id, (endpoint) => html`<li class="endpoint" data-endpoint=${endpoint.id}>
        <p class="line"><a class="open" href=${`/webhooks${query({ endpoint: endpoint.id })}`} aria-current=${endpoint === chosen() ? 'true' : nothing}>${endpoint.id}</a>${badge(/** @type {any} */ (endpointWords(endpoint)))}</p>
        <p class="under mono">${endpoint.url}</p>
        <p class="under">${endpointFacts(endpoint, now).join(', ')}</p>
      </li>`)}</ul>
    </section>`;
  }

  /** @param {number} now @param {boolean} admin */
  function chosenCards(now, admin) {
    const endpoint = /** @type {any} */ (chosen());
    const { health, paused } = endpoint;
    const path = `/webhooks/${encodeURIComponent(endpoint.id)}`;
    return html`<div class="chosen">
      <section class="card" aria-labelledby="endpoint-title">
        <header>${icon('link')}<h2 id="endpoint-title">${endpoint.id}</h2><span role="status">${badge(/** @type {any} */ (endpointWords(endpoint)))}</span></header>
        <div class="body">
          ${paused ? html`<p class="small">Paused by ${paused.by} <span title=${exact(paused.at, ZONE)}>${ago(paused.at, now)}</span>. What it would hear of waits, and goes out afterwards unless it was overtaken.</p>` : nothing}
          ${health.state === 'failing'
            ? html`<div class="notice major">${icon('triangle', 'major')}<div><strong>${health.problem}</strong><p class="soft">${answerAdvice(health.status, health.problem)}</p>
                <p class="mute dense" title=${exact(health.failedAt, ZONE)}>last ${ago(health.failedAt, now)}${health.takenAt ? html`; it took one ${ago(health.takenAt, now)}` : ', and it never took one'}</p></div></div>`
            : nothing}
          <dl class="facts small">
            <dt>Address</dt><dd class="mono">${endpoint.url}</dd>
            <dt>Hears</dt><dd>${endpoint.kinds ? endpoint.kinds.map(newsText).join(', ') : 'everything there is to tell of a parcel'}</dd>
            <dt>Banks</dt><dd>${endpoint.banks ? endpoint.banks.join(', ') : 'every bank'}</dd>
            <dt>Secret</dt><dd>made by ${endpoint.madeBy} <span title=${exact(endpoint.madeAt, ZONE)}>${ago(endpoint.madeAt, now)}</span></dd>
          </dl>
          ${tested(endpoint.id)}
          <div class="acts">
            <button type="button" class="button slim" ?disabled=${test?.busy ?? false} @click=${() => void sendTest(endpoint.id)}>${test?.busy && test.id === endpoint.id ? 'Sending…' : 'Send a test'}</button>
            ${admin
              ? html`<button type="button" class="button slim" @click=${() => void order(`${path}/${paused ? 'resume' : 'pause'}`)}>${paused ? 'Let it go on' : 'Pause it'}</button>
                  <button type="button" class="button slim" @click=${() => endpointDialog(endpoint, saved)}>Change…</button>
                  <button type="button" class="button quiet slim" @click=${() => removeDialog(endpoint, () => saved(''))}>Remove…</button>`
              : nothing}
          </div>
        </div>
      </section>
      ${deliveriesCard(endpoint, now)}
    </div>`;
  }

  /** @param {string} id */
  function tested(id) {
    if (!test || test.id !== id || test.busy) return nothing;
    if (test.problem) return problemNotice(test.problem);
    const { taken, status, problem: why } = test.result;
    return taken
      ? html`<div class="notice verified" role="status">${icon('check', 'verified')}<div><strong>It took the test message: ${status}.</strong><p class="soft">Whether it believed the signature only its own log can tell.</p></div></div>`
      : html`<div class="notice major" role="alert">${icon('triangle', 'major')}<div><strong>It did not take the test message. ${why}</strong><p class="soft">${answerAdvice(status, why)}</p></div></div>`;
  }

  /** @param {any} endpoint @param {number} now */
  function deliveriesCard(endpoint, now) {
    return html`<section class="card" aria-labelledby="deliveries-title">
      <header>${icon('parcel')}<h2 id="deliveries-title">Deliveries<span class="sr"> to ${endpoint.id}</span></h2></header>
      <div class="body chips" role="group" aria-label="Which deliveries">
        ${FILTERS.map(([key, label]) => html`<button type="button" class="chip" aria-pressed=${state() === key} @click=${() => context.setQuery({ endpoint: endpoint.id, state: key }, { push: true })}>${label}</button>`)}
      </div>
      ${deliveries === null
        ? skeleton(4)
        : deliveries.length === 0
          ? state()
            ? empty('check', 'None is like that', 'Others may be.', html`<a class="button" href=${`/webhooks${query({ endpoint: endpoint.id })}`}>Show all deliveries</a>`)
            : empty('parcel', 'Nothing was to be told yet', 'The next parcel that it may hear of appears here within seconds. “Send a test” tries the way there now.')
          : html`<ul class="lines">${repeat(deliveries, ({ id }) => id, (notice) => line(notice, endpoint, now))}</ul>`}
      ${next ? html`<p class="more"><button type="button" class="button" @click=${() => void older()}>Show more</button></p>` : nothing}
    </section>`;
  }

  /** @param {any} notice @param {any} endpoint @param {number} now */
  function line(notice, endpoint, now) {
    const retry = canRetry(notice) && context.may('operator') && !endpoint.paused;
    return html`<li class="delivery" data-notice=${notice.id}>
      <div>
        <p class="line">${badge(/** @type {any} */ (deliveryWords(notice, endpoint)))}<span>News ${newsText(notice.kind)}</span></p>
        <p class="under">${deliveryFacts(notice, endpoint, now).join(' · ')}</p>
        <p class="under"><a href=${`/parcels/${notice.parcel}?bank=${encodeURIComponent(notice.bank)}`}>the parcel’s story</a> at ${notice.bank},
          <span title=${exact(notice.createdAt, ZONE)}>learned ${ago(notice.createdAt, now)}</span>${notice.triedAt ? html`, <span title=${exact(notice.triedAt, ZONE)}>last tried ${ago(notice.triedAt, now)}</span>` : nothing}</p>
      </div>
      ${retry ? html`<button type="button" class="button slim" @click=${() => void order(`/notices/${notice.id}/retry`)}>${notice.state === 'dead' ? 'Send again' : 'Try now'}<span class="sr">: news ${newsText(notice.kind)}, learned ${plural(Math.max(0, Math.round((now - Date.parse(notice.createdAt)) / 1000)), 'second')} ago</span></button>` : nothing}
    </li>`;
  }
}
