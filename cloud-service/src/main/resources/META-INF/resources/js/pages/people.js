import { html, nothing } from '../lit.js';
import { call, get, query } from '../net/api.js';
import { listed, openForm } from '../parts/form.js';
import { icon } from '../parts/icons.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { day, exact, instant } from '../words/time.js';

const LANGUAGES = [['en', 'English'], ['de', 'Deutsch'], ['fr', 'Français']];
/** A courier's right ends after so many days when nobody says otherwise. */
const USUAL_DAYS = 365;

/**
 * Couriers and recipients: who may put parcels in, and whom parcels come for.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function peoplePage(context) {
  /** @type {any[] | null} */
  let couriers = null;
  /** @type {any[] | null} */
  let recipients = null;
  /** @type {string | null} */
  let more = null;
  /** @type {any} */
  let problem = null;
  const gone = new AbortController();

  async function read() {
    try {
      const [first, second] = await Promise.all([get('/couriers?limit=200', gone.signal), get('/recipients?limit=100', gone.signal)]);
      couriers = first.items;
      recipients = second.items;
      more = second.next;
      problem = null;
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  async function older() {
    try {
      const found = await get(`/recipients${query({ limit: 100, cursor: more })}`, gone.signal);
      recipients = [...(recipients ?? []), ...found.items];
      more = found.next;
    } catch (failure) {
      if (!gone.signal.aborted) problem = failure;
    }
    context.draw();
  }

  return {
    title: 'People',
    topics: [],
    start: () => void read(),
    stop: () => gone.abort(),
    view() {
      const now = context.now();
      const support = context.may('support');
      return html`<div class="pagehead"><div><h1 tabindex="-1">People</h1>
          <p class="sub">Banks know units and masked names only, and keep couriers’ codes as fingerprints.</p></div></div>
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        <div class="peoplegrid">
          <section class="card" aria-labelledby="couriers-title">
            <header>${icon('parcel')}<h2 id="couriers-title">Couriers</h2>${support ? html`<button type="button" class="button slim" @click=${() => courierDialog(null)}>Add one…</button>` : nothing}</header>
            ${couriers ? (couriers.length > 0 ? html`<ul class="lines">${couriers.map((each) => courierLine(each, now, support))}</ul>` : empty('parcel', 'No courier yet', 'A courier with a code can put parcels into the banks you name, also without a network.')) : problem ? nothing : skeleton(4)}
          </section>
          <section class="card" aria-labelledby="recipients-title">
            <header>${icon('person')}<h2 id="recipients-title">Recipients</h2>${support ? html`<button type="button" class="button slim" @click=${() => recipientDialog(null)}>Add one…</button>` : nothing}</header>
            ${recipients ? (recipients.length > 0 ? html`<ul class="lines">${recipients.map((each) => recipientLine(each, support))}</ul>` : empty('person', 'No recipient yet', 'Add the units of a building; couriers choose them at the screen, and their people are told by e-mail.')) : problem ? nothing : skeleton(4)}
            ${more ? html`<p class="body"><button type="button" class="button slim" @click=${() => void older()}>Show more</button></p>` : nothing}
          </section>
        </div>`;
    },
  };

  /** @param {any} courier @param {number} now @param {boolean} support */
  function courierLine(courier, now, support) {
    const over = (instant(courier.until) ?? 0) <= now;
    return html`<li><div><strong>${courier.label}</strong> <span class="mono mute">${courier.id}</span>
        <span class="under">${courier.banks ? courier.banks.join(', ') : 'every bank'}${courier.mayCalibrate ? ', installer: calibrates sensors' : courier.mayCollect ? ', takes returns back' : ''};
          <span class=${over ? 'tone-minor' : ''} title=${exact(courier.until, 'UTC')}>${over ? 'ended' : 'until'} ${day(courier.until, 'UTC')}</span></span></div>
      ${support ? html`<div class="acts"><button type="button" class="button quiet slim" @click=${() => courierDialog(courier)}>Change…<span class="sr"> ${courier.label}</span></button></div>` : nothing}</li>`;
  }

  /** @param {any} recipient @param {boolean} support */
  function recipientLine(recipient, support) {
    return html`<li><div><strong>${recipient.unit}</strong> ${recipient.name}
      <span class="under">${recipient.email ?? 'no e-mail'}, ${recipient.language}${recipient.reachable ? ', reachable doors only' : ''}; ${recipient.banks.join(', ')}</span></div>
    ${support ? html`<div class="acts"><button type="button" class="button quiet slim" @click=${() => recipientDialog(recipient)}>Change…<span class="sr"> ${recipient.unit}</span></button></div>` : nothing}</li>`;
  }

  /** @param {any} courier `null` for a new one */
  function courierDialog(courier) {
    const fields = {
      id: courier?.id ?? '',
      label: courier?.label ?? '',
      banks: courier?.banks?.join(', ') ?? '',
      until: String(courier?.until ?? new Date(context.now() + USUAL_DAYS * 86_400_000).toISOString()).slice(0, 10),
      code: '',
      mayCollect: courier?.mayCollect ?? false,
      mayCalibrate: courier?.mayCalibrate ?? false,
    };
    openForm({
      prefix: 'people',
      saved: () => void read(),
      title: courier ? `Change ${courier.label}` : 'Add a courier',
      fields,
      inputs: () => [
        ...(courier ? [] : [['id', 'Id', 'Small letters, digits and dashes, such as dhl-4.']]),
        ['label', 'Name', 'What people read, such as the carrier’s name.'],
        ['banks', 'Banks', 'Their ids, by commas; none for every bank.'],
        ['until', 'Until', '', 'date'],
        ['code', courier ? 'Another code or badge' : 'Code or badge', courier ? 'Left empty, it stays.' : 'Left empty, one is made and shown once.'],
        ['mayCollect', 'Takes returns back', '', 'checkbox'],
        ['mayCalibrate', 'Installer: calibrates sensors, delivers nothing', '', 'checkbox'],
      ],
      end: courier ? { label: 'Remove', act: async () => void (await call(`/couriers/${encodeURIComponent(courier.id)}`, { method: 'DELETE' })) } : null,
      async save() {
        const answer = await call(`/couriers/${encodeURIComponent(fields.id.trim())}`, {
          method: 'PUT',
          body: {
            label: fields.label,
            banks: listed(fields.banks),
            until: `${fields.until}T23:59:59Z`,
            mayCollect: fields.mayCollect,
            mayCalibrate: fields.mayCalibrate,
            ...(fields.code.trim() ? { code: fields.code.trim() } : {}),
          },
        });
        return answer.code ? `The code of ${answer.label} is ${answer.code.slice(0, 4)} ${answer.code.slice(4)}. It is shown this once.` : null;
      },
    });
  }

  /** @param {any} recipient `null` for a new one */
  function recipientDialog(recipient) {
    const fields = {
      id: recipient?.id ?? '',
      unit: recipient?.unit ?? '',
      name: recipient?.name ?? '',
      email: recipient?.email ?? '',
      language: recipient?.language ?? 'en',
      banks: recipient?.banks?.join(', ') ?? '',
      reachable: recipient?.reachable ?? false,
    };
    openForm({
      prefix: 'people',
      saved: () => void read(),
      title: recipient ? `Change ${recipient.unit}` : 'Add a recipient',
      fields,
      inputs: () => [
        ...(recipient ? [] : [['id', 'Id', 'Small letters, digits and dashes, such as harbour-4b.']]),
        ['unit', 'Unit', 'What the courier chooses, such as 4B.'],
        ['name', 'Name', 'In full; banks and couriers see initials.'],
        ['email', 'E-mail', 'Left empty, nobody is told.'],
        ['language', 'Language', '', 'select', LANGUAGES],
        ['banks', 'Banks', 'Their ids, by commas.'],
        ['reachable', 'Only doors that can be reached from a wheelchair', '', 'checkbox'],
      ],
      end: recipient ? { label: 'Remove', act: async () => void (await call(`/recipients/${encodeURIComponent(recipient.id)}`, { method: 'DELETE' })) } : null,
      async save() {
        await call(`/recipients/${encodeURIComponent(fields.id.trim())}`, {
          method: 'PUT',
          body: { unit: fields.unit, name: fields.name, email: fields.email.trim() || null, language: fields.language, banks: listed(fields.banks), reachable: fields.reachable },
        });
        return null;
      },
    });
  }
}
