import { html, nothing, repeat } from '../lit.js';
import { get, post, query } from '../net/api.js';
import { closeButton, openDialog } from '../parts/dialog.js';
import { badge, icon } from '../parts/icons.js';
import { incidentCard } from '../parts/incident-card.js';
import { openCaseDialog } from '../parts/open-case-dialog.js';
import { rungsCard } from '../parts/rungs-card.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { alarmName, alarmWords, severityWords, subjectWords } from '../words/states.js';
import { HEARTBEAT, ago, exact, instant, plural, span } from '../words/time.js';

const PAGE = 100;
const SEVERITIES = ['critical', 'major', 'minor', 'info'];
const SHELVES = /** @type {const} */ ([
  [1, '1 hour'],
  [4, '4 hours'],
  [24, '1 day'],
  [168, '1 week'],
]);

/**
 * The alarms: open ones first, worst first, each with its why.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function alarmsPage(context) {
  /** @type {any[] | null} */
  let alarms = null;
  /** @type {any[]} */
  let incidents = [];
  /** @type {any} */
  let remedies = null;
  /** @type {string | null} */
  let next = null;
  /** @type {any} */
  let problem = null;
  /** @type {Map<string, any>} */
  let banks = new Map();
  let asked = '';
  /** @type {AbortController | null} */
  let asking = null;

  const state = () => context.query().get('state') ?? 'open';
  const bank = () => context.query().get('bank');
  const severity = () => context.query().get('severity');
  const wanted = () => query({ state: state(), bank: bank(), limit: PAGE });

  async function read() {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    asked = wanted();
    try {
      const found = await get(`/alarms${asked}`, signal);
      alarms = found.items;
      next = found.next;
      problem = null;
    } catch (failure) {
      if (signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  async function readIncidents() {
    try {
      incidents = (await get(`/incidents${query({ state: state(), limit: 50 })}`)).items;
      context.draw();
    } catch {
      /* the alarms' own failure is shown */
    }
  }

  async function readRemedies() {
    try {
      remedies = await get('/remedies');
      context.draw();
    } catch {
      /* the page does without */
    }
  }

  async function names() {
    try {
      banks = new Map((await get('/banks?limit=200')).items.map((/** @type {any} */ each) => [each.id, each]));
      context.draw();
    } catch {
      /* ids do as well */
    }
  }

  async function older() {
    try {
      const found = await get(`/alarms${query({ state: state(), bank: bank(), limit: PAGE, cursor: next })}`);
      found.items.forEach(take);
      next = found.next;
    } catch (failure) {
      problem = failure;
    }
    context.draw();
  }

  /** @param {any} alarm */
  function take(alarm) {
    if (!alarms || (bank() && alarm.bank !== bank())) return;
    const index = alarms.findIndex(({ id }) => id === alarm.id);
    if (index >= 0) alarms = alarms.with(index, alarm);
    else alarms = [...alarms, alarm];
  }

  /** @param {any} alarm */
  async function acknowledge(alarm) {
    problem = null;
    try {
      take(await post(`/alarms/${alarm.id}/acknowledge`, {}));
    } catch (failure) {
      problem = failure;
    }
    context.draw();
  }

  /** @param {any} incident */
  async function takeIncident(incident) {
    problem = null;
    try {
      const next = await post(`/incidents/${incident.id}/acknowledge`, {});
      incidents = incidents.map((each) => (each.id === next.id ? next : each));
    } catch (failure) {
      problem = failure;
    }
    context.draw();
  }

  const shown = () =>
    (alarms ?? [])
      .filter((alarm) => (state() === 'all' || alarm.state === state()) && (!severity() || alarm.severity === severity()))
      .filter((alarm) => state() !== 'open' || !incidents.some((incident) => incident.id === alarm.incident))
      .sort((a, b) => order(a) - order(b) || (instant(b.raisedAt) ?? 0) - (instant(a.raisedAt) ?? 0));

  const causes = () => incidents.filter((incident) => (!bank() || incident.banks.includes(bank())) && (!severity() || incident.severity === severity()));
  let later = 0;
  let looking = 0;

  return {
    title: 'Alarms',
    topics: ['alarms'],
    start() {
      void read();
      void readIncidents();
      void readRemedies();
      void names();
      clearInterval(looking);
      looking = window.setInterval(() => !document.hidden && void readIncidents(), HEARTBEAT);
    },
    stop() {
      asking?.abort();
      clearInterval(looking);
      clearTimeout(later);
    },
    moved() {
      if (wanted() !== asked) {
        void read();
        void readIncidents();
      }
    },
    changed(changes) {
      for (const { topic, data } of changes) if (topic === 'alarm') take(data);
      if (changes.some(({ topic }) => topic === 'alarm')) {
        clearTimeout(later);
        later = window.setTimeout(() => void readIncidents(), 200);
      }
    },
    keys: {
      j: () => move(1),
      k: () => move(-1),
    },
    view() {
      const list = shown();
      return html`<div class="pagehead"><div><h1 tabindex="-1">${alarms ? headline(alarms, state(), incidents) : 'Alarms'}</h1>
          <p class="sub">One alarm for each cause, however often it fires. It ends by itself when the condition does.</p></div></div>
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        <div class="filters">
          <div class="chips" role="group" aria-label="Which alarms">
            ${[['open', 'Open'], ['closed', 'Over'], ['all', 'All']].map(([key, label]) => html`<button type="button" class="chip" aria-pressed=${state() === key}
              @click=${() => context.setQuery({ state: key === 'open' ? null : key }, { push: true })}>${label}</button>`)}
          </div>
          <div class="chips" role="group" aria-label="How bad">
            ${SEVERITIES.map((each) => html`<button type="button" class="chip" aria-pressed=${severity() === each}
              @click=${() => context.setQuery({ severity: severity() === each ? null : each }, { push: true })}>${icon(/** @type {any} */ (severityWords(each).shape), severityWords(each).tone)}${severityWords(each).label}</button>`)}
          </div>
          ${bank() ? html`<button type="button" class="chip" aria-label=${`Only ${bank()}; show all banks`} @click=${() => context.setQuery({ bank: null }, { push: true })}>${banks.get(/** @type {string} */ (bank()))?.name ?? bank()}${icon('cross')}</button>` : nothing}
          <span class="found" role="status">${alarms ? plural(list.length, 'alarm') : ''}</span>
        </div>
        ${incidentCard(causes(), { now: context.now(), names: banks, take: context.may('operator') ? (incident) => void takeIncident(incident) : null })}
        ${alarms && list.length === 0 && causes().length > 0 ? nothing : html`<div class="card">
          ${alarms
            ? list.length > 0
              ? html`<ul>${repeat(list, ({ id }) => id, (alarm) => line(alarm))}</ul>`
              : nothingThere()
            : problem ? nothing : skeleton(6)}
        </div>`}
        ${next ? html`<p class="more"><button type="button" class="button" @click=${() => void older()}>Show more</button></p>` : nothing}
        ${rungsCard(remedies)}`;
    },
  };

  function nothingThere() {
    if (severity() || bank()) {
      return empty('search', 'No alarm fits these filters', 'Others may be open.', html`<a class="button" href="/alarms">Show all open alarms</a>`);
    }
    return state() === 'open'
      ? empty('check', 'Nothing is wrong', 'No alarm is open on any bank. Past ones are under “Over”.')
      : empty('check', 'No alarm so far', 'When a condition is raised on a bank it appears here, and stays readable when it is over.');
  }

  /** @param {any} alarm */
  function line(alarm) {
    const now = context.now();
    const words = severityWords(alarm.severity);
    const where = banks.get(alarm.bank);
    const zone = where?.site?.timeZone ?? 'UTC';
    const life = alarmWords(alarm);
    const raised = instant(alarm.raisedAt) ?? now;
    return html`<li class="alarm ${alarm.state === 'closed' ? 'over' : ''}" data-alarm=${alarm.id}>
      ${icon(/** @type {any} */ (words.shape), alarm.state === 'closed' ? 'calm' : words.tone)}
      <div class="what">
        <p class="line"><strong>${alarmName(alarm.kind)}</strong><span class="tone-${alarm.state === 'closed' ? 'calm' : words.tone} small">${words.label}</span>
          ${life.label === 'Open' ? nothing : html`<span class="small">${badge(life)}</span>`}</p>
        <p>${alarm.why ?? ''} ${alarm.suggestion && alarm.state === 'open' ? html`<span class="soft">${alarm.suggestion}</span>` : nothing}</p>
        <p class="meta">
          <a class="to" href=${`/banks/${encodeURIComponent(alarm.bank)}${door(alarm)}`}>${where?.name ?? alarm.bank}</a>
          <span>${subjectWords(alarm.subject)}</span>
          <span title=${exact(alarm.raisedAt, zone)}>${alarm.state === 'closed' ? html`lasted ${span((instant(alarm.clearedAt) ?? now) - raised)}, over ${ago(alarm.clearedAt, now)}` : html`for ${span(now - raised)}`}</span>
          ${alarm.count > 1 ? html`<span>raised ${alarm.count} times</span>` : nothing}
          ${alarm.acknowledged ? html`<span title=${exact(alarm.acknowledged.at, zone)}>taken by ${alarm.acknowledged.by}</span>` : nothing}
          ${alarm.shelved ? html`<span title=${exact(alarm.shelved.until, zone)}>shelved by ${alarm.shelved.by} for ${span((instant(alarm.shelved.until) ?? now) - now)} more: ${alarm.shelved.reason}</span>` : nothing}
          ${alarm.caseId ? html`<a class="to" href=${`/cases/${alarm.caseId}`}>its case</a>` : nothing}
          ${alarm.kind === 'notice-undelivered' ? html`<a class="to" href="/webhooks">the webhooks</a>` : nothing}
          ${alarm.evidence ? html`<span class="mono">entry ${alarm.evidence.seq}</span>` : nothing}
        </p>
      </div>
      ${alarm.state === 'open' && context.may('operator')
        ? html`<div class="acts">
            ${alarm.acknowledged ? nothing : html`<button type="button" class="button slim" @click=${() => void acknowledge(alarm)}>Take it<span class="sr">: ${alarmName(alarm.kind)} at ${where?.name ?? alarm.bank}</span></button>`}
            <button type="button" class="button quiet slim" @click=${() => shelve(alarm)}>Shelve…</button>
            ${isDispute(alarm) && !alarm.caseId ? html`<button type="button" class="button quiet slim" @click=${() => openCaseDialog(context, caseOf(alarm))}>Open a case…<span class="sr">: ${alarmName(alarm.kind)} at ${where?.name ?? alarm.bank}</span></button>` : nothing}
          </div>`
        : nothing}
    </li>`;
  }

  /** @param {any} alarm */
  function shelve(alarm) {
    let reason = '';
    let hours = 4;
    let missing = false;
    /** @type {any} */
    let failed = null;
    const dialog = openDialog({
      label: 'Shelve the alarm',
      view: (close) => html`<form class="sheet" novalidate @submit=${async (/** @type {Event} */ event) => {
        event.preventDefault();
        missing = reason.trim() === '';
        if (!missing) {
          try {
            take(await post(`/alarms/${alarm.id}/shelve`, { until: new Date(context.now() + hours * 3600_000).toISOString(), reason: reason.trim() }));
            context.draw();
            close();
            return;
          } catch (failure) {
            failed = failure;
          }
        }
        dialog.draw();
        /** @type {HTMLElement | null} */ (dialog.element.querySelector('textarea'))?.focus();
      }}>
        ${closeButton(close)}
        <h2>Shelve “${alarmName(alarm.kind)}”?</h2>
        <p class="soft">It leaves the counts until then, and comes back by itself if the condition still holds.</p>
        <div class="field"><span class="label" id="how-long">For</span>
          <div class="chips" role="group" aria-labelledby="how-long">${SHELVES.map(([each, label]) => html`<button type="button" class="chip" aria-pressed=${hours === each} @click=${() => {
            hours = each;
            dialog.draw();
          }}>${label}</button>`)}</div></div>
        <div class="field"><label for="shelve-reason">Reason</label>
          <textarea id="shelve-reason" maxlength="500" aria-invalid=${missing} aria-describedby=${missing ? 'shelve-wrong' : nothing}
            @input=${(/** @type {Event} */ event) => ({ value: reason } = /** @type {HTMLTextAreaElement} */ (event.target))}></textarea>
          ${missing ? html`<p class="wrong" id="shelve-wrong">${icon('octagon')}Say why, so that the next person understands.</p>` : nothing}</div>
        ${failed ? problemNotice(failed) : nothing}
        <div class="actions"><button type="button" class="button" @click=${close}>Leave it</button><button type="submit" class="button primary">Shelve it</button></div>
      </form>`,
    });
  }
}

/** @param {any} alarm */
const order = (alarm) => (alarm.state === 'closed' ? 100 : 0) + (alarm.shelved ? 20 : 0) + SEVERITIES.indexOf(alarm.severity);

/** @param {any} alarm */
const door = (alarm) => {
  const id = String(alarm.subject ?? '').split('/')[1];
  return id ? `?door=${encodeURIComponent(id)}` : '';
};

/** @param {any[]} alarms @param {string} state @param {any[]} [incidents] each counts once, whatever it explains */
export function headline(alarms, state, incidents = []) {
  if (state === 'closed') return 'Alarms that are over';
  const causes = incidents.filter((incident) => incident.state === 'open');
  const open = alarms.filter((alarm) => alarm.state === 'open' && !alarm.shelved && !causes.some(({ id }) => id === alarm.incident));
  if (causes.length > 0) {
    const others = open.length === 0 ? '' : `, and ${plural(open.length, 'other alarm')}`;
    return `${plural(causes.length, 'incident')} open${others}.`;
  }
  if (open.length === 0) return 'Nothing is wrong.';
  const bad = open.filter(({ severity }) => severity === 'critical' || severity === 'major').length;
  if (bad === 0) return `${plural(open.length, 'alarm')} open, none of them urgent.`;
  return `${plural(open.length, 'alarm')} open; ${bad} ${bad === 1 ? 'needs' : 'need'} a person.`;
}

/** @param {number} step */
function move(step) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.alarm a.to')]);
  const index = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  rows[index < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, index + step))]?.focus();
}

/** Whether somebody may want to settle who did what @param {any} alarm */
const isDispute = (alarm) => String(alarm.subject).startsWith('door/') || ['tamper', 'code-guessing', 'camera-fault'].includes(alarm.kind);

/** What a case about an alarm covers: half an hour around it @param {any} alarm */
function caseOf(alarm) {
  const [kind, door] = String(alarm.subject).split('/');
  const around = 30 * 60_000;
  const at = (/** @type {string | null} */ time) => instant(time) ?? Date.now();
  return {
    bank: alarm.bank,
    compartment: kind === 'door' ? door : null,
    from: new Date(at(alarm.raisedAt) - around).toISOString(),
    to: new Date(at(alarm.clearedAt ?? alarm.raisedAt) + around).toISOString(),
    claim: `${alarmName(alarm.kind)}: ${alarm.why}`.slice(0, 500),
  };
}
