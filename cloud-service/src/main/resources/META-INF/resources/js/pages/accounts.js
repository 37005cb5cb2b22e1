import { html, nothing } from '../lit.js';
import { call, get } from '../net/api.js';
import { listed, openForm } from '../parts/form.js';
import { icon } from '../parts/icons.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { ago, day, exact, instant } from '../words/time.js';

const ROLES = [
  ['viewer', 'viewer: sees everything'],
  ['operator', 'operator: also opens doors, restarts screens'],
  ['support', 'support: also reboots controllers, opens footage'],
  ['admin', 'admin: everything, accounts too'],
  ['installer', 'installer: sees everything, gives banks their keys'],
  ['property', 'property: asks for cases at its sites'],
  ['auditor', 'auditor: reads everything, who looked at what'],
];
const LIMIT = 500;

/**
 * Who may sign in, which programs may call, and one's own password.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function accountsPage(context) {
  /** @type {any[] | null} */
  let accounts = null;
  /** @type {any[] | null} */
  let keys = null;
  let hidden = false;
  /** @type {any} */
  let problem = null;
  const gone = new AbortController();

  async function read() {
    hidden = !(await context.allowed('admin')) && !(await context.allowed('auditor'));
    if (!hidden) {
      try {
        const [people, programs] = await Promise.all([get(`/accounts?limit=${LIMIT}`, gone.signal), get(`/api-keys?limit=${LIMIT}`, gone.signal)]);
        accounts = people.items;
        keys = programs.items;
        problem = null;
      } catch (failure) {
        if (gone.signal.aborted) return;
        problem = failure;
      }
    }
    context.draw();
  }

  return {
    title: 'Accounts',
    topics: [],
    start: () => void read(),
    stop: () => gone.abort(),
    view() {
      const now = context.now();
      const admin = context.may('admin');
      return html`<div class="pagehead"><div><h1 tabindex="-1">Accounts</h1>
          <p class="sub">Who signs in here and which programs call. What a change takes away is gone at once, also where somebody is signed in.</p></div>
          <div class="acts"><button type="button" class="button" @click=${ownPassword}>Change my password…</button></div></div>
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        ${hidden
          ? empty('person', 'Administrators look after accounts', 'Your own password is yours to change. For another role, or for a key for a program, ask an administrator.')
          : html`<div class="peoplegrid">
          <section class="card" aria-labelledby="accounts-title">
            <header>${icon('person')}<h2 id="accounts-title">People</h2>${admin ? html`<button type="button" class="button slim" @click=${addAccount}>Add one…</button>` : nothing}</header>
            ${accounts ? html`<ul class="lines">${accounts.map((each) => accountLine(each, now, admin))}</ul>` : problem ? nothing : skeleton(4)}
          </section>
          <section class="card" aria-labelledby="programs-title">
            <header>${icon('key')}<h2 id="programs-title">Programs</h2>${admin ? html`<button type="button" class="button slim" @click=${addKey}>Make a key…</button>` : nothing}</header>
            ${keys ? (keys.length > 0 ? html`<ul class="lines">${[...keys].sort(liveFirst(now)).map((each) => keyLine(each, now, admin))}</ul>` : empty('key', 'No key yet', 'A program calls with a key of its own, so that one can be taken away without the others.')) : problem ? nothing : skeleton(4)}
          </section>
        </div>`}`;
    },
  };

  /** @param {any} account @param {number} now @param {boolean} admin */
  function accountLine(account, now, admin) {
    return html`<li><div><strong>${account.name}</strong> ${account.role}
        <span class="under">${account.sites ? `${account.sites.join(', ')}; ` : ''}${
          account.disabledAt ? html`<span class="tone-minor" title=${exact(account.disabledAt, 'UTC')}>disabled since ${day(account.disabledAt, 'UTC')}</span>` : account.seenAt ? `active ${ago(account.seenAt, now)}` : 'not signed in'
        }</span></div>
      ${admin ? html`<div class="acts"><button type="button" class="button quiet slim" @click=${() => changeAccount(account)}>Change…<span class="sr"> ${account.name}</span></button></div>` : nothing}</li>`;
  }

  /** @param {any} key @param {number} now @param {boolean} admin */
  function keyLine(key, now, admin) {
    const over = isOver(key, now);
    return html`<li><div><strong>${key.name}</strong> ${key.role}
        <span class="under">${key.sites ? `${key.sites.join(', ')}; ` : ''}${
          key.revokedAt
            ? html`<span title=${exact(key.revokedAt, 'UTC')}>revoked ${day(key.revokedAt, 'UTC')}</span>`
            : key.expiresAt
              ? html`<span class=${over ? 'tone-minor' : ''} title=${exact(key.expiresAt, 'UTC')}>${over ? 'ended' : 'until'} ${day(key.expiresAt, 'UTC')}</span>`
              : `made ${day(key.createdAt, 'UTC')}, no end`
        }</span></div>
      ${admin && !over ? html`<div class="acts"><button type="button" class="button quiet slim" @click=${() => revoke(key)}>Revoke…<span class="sr"> ${key.name}</span></button></div>` : nothing}</li>`;
  }

  function addAccount() {
    const fields = { name: '', role: 'viewer', sites: '' };
    openForm({
      prefix: 'account',
      saved: () => void read(),
      title: 'Add somebody',
      fields,
      inputs: () => [['name', 'Name', 'What they sign in with: small letters, digits, dots, dashes and @.'], ...rights(fields)],
      async save() {
        const made = await call('/accounts', { method: 'POST', body: { name: fields.name.trim(), ...right(fields) } });
        return { told: `The first password of ${made.name}. It is shown this once; they change it here after they signed in.`, secret: made.password, what: 'the password' };
      },
    });
  }

  /** @param {any} account */
  function changeAccount(account) {
    const was = Boolean(account.disabledAt);
    const fields = { role: account.role, sites: account.sites?.join(', ') ?? '', disabled: was };
    const path = `/accounts/${encodeURIComponent(account.name)}`;
    openForm({
      prefix: 'account',
      saved: () => void read(),
      title: `Change ${account.name}`,
      fields,
      inputs: () => [...rights(fields), ['disabled', 'Disabled: signed out everywhere, and does not sign in', '', 'checkbox']],
      async save() {
        // What was not touched is not sent: somebody else may have changed it since this page was read.
        await call(path, { method: 'PUT', body: { ...right(fields), ...(fields.disabled === was ? {} : { disabled: fields.disabled }) } });
        return null;
      },
      end: {
        label: 'Give a new password',
        async act() {
          const made = await call(`${path}/password`, { method: 'POST' });
          return { told: `The new password of ${made.name}, who is signed out now. It is shown this once.`, secret: made.password, what: 'the password' };
        },
      },
    });
  }

  function addKey() {
    const fields = { name: '', role: 'viewer', sites: '', days: '365' };
    openForm({
      prefix: 'key',
      saved: () => void read(),
      title: 'Make a key for a program',
      fields,
      act: 'Make it',
      inputs: () => [['name', 'Name', 'What the record calls it, such as billing.'], ...rights(fields), ['days', 'Ends after days', 'Left empty, it does not end by itself.', 'number']],
      async save() {
        const made = await call('/api-keys', { method: 'POST', body: { name: fields.name.trim(), ...right(fields), ...(fields.days ? { days: Number(fields.days) } : {}) } });
        return { told: `The key of ${made.name}. It is shown this once: put it where the program reads it, as Authorization: Bearer.`, secret: made.key, what: 'the key' };
      },
    });
  }

  /** @param {any} key */
  function revoke(key) {
    openForm({
      prefix: 'key',
      saved: () => void read(),
      title: `Revoke ${key.name}? What calls with it is refused at once, and it does not come back.`,
      fields: {},
      act: 'Revoke it',
      inputs: () => [],
      async save() {
        await call(`/api-keys/${encodeURIComponent(key.id)}`, { method: 'DELETE' });
        return null;
      },
    });
  }
}

function ownPassword() {
  const fields = { current: '', wanted: '', again: '' };
  openForm({
    prefix: 'own',
    saved: () => {},
    title: 'Change my password',
    fields,
    act: 'Change it',
    inputs: () => [
      ['current', 'The one you have now', '', 'password'],
      ['wanted', 'The new one', 'At least 15 characters: a few words that do not belong together.', 'password'],
      ['again', 'The new one again', '', 'password'],
    ],
    async save() {
      if (fields.wanted !== fields.again) throw Object.assign(new Error(), { title: 'The two differ', detail: 'Type the new password twice, the same both times.', next: '', reasons: [] });
      await call('/me/password', { method: 'PUT', body: { current: fields.current, wanted: fields.wanted } });
      return 'Your password is changed. You stay signed in here and are signed out everywhere else.';
    },
  });
}

/** @param {any} fields @returns {import('../parts/form.js').Field[]} */
const rights = (fields) => [['role', 'Role', '', 'select', ROLES], ...(fields.role === 'property' ? [/** @type {import('../parts/form.js').Field} */ (['sites', 'Sites', 'Their ids, by commas.'])] : [])];

/** @param {any} fields */
const right = (fields) => ({ role: fields.role, ...(fields.role === 'property' ? { sites: listed(fields.sites) } : {}) });

/** @param {any} key @param {number} now */
const isOver = (key, now) => Boolean(key.revokedAt) || (instant(key.expiresAt) ?? Infinity) <= now;

/** @param {number} now */
const liveFirst = (now) => (/** @type {any} */ one, /** @type {any} */ other) => Number(isOver(one, now)) - Number(isOver(other, now)) || String(one.name).localeCompare(other.name);
