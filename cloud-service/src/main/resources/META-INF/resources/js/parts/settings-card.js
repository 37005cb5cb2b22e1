import { html, nothing } from '../lit.js';
import { get, put } from '../net/api.js';
import { badge, icon } from './icons.js';
import { closeButton, openDialog } from './dialog.js';
import { problemNotice, skeleton } from './states.js';
import { configurationWords, differences, misfit, settingName, settingValue, settings } from '../words/settings.js';
import { ago, exact } from '../words/time.js';

/**
 * How a bank is configured from afar: what it is to have, what it says it has, and why not.
 * @param {{bank: string, context: import('../app.js').Context, signal: AbortSignal}} options
 */
export function settingsPart({ bank, context, signal }) {
  const path = `/banks/${encodeURIComponent(bank)}/configuration`;
  /** @type {any} */
  let configuration = null;
  /** @type {any} */
  let problem = null;

  async function read() {
    try {
      configuration = await get(path, signal);
      problem = null;
    } catch (failure) {
      if (signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  /** @param {any} twin @param {number} now */
  function view(twin, now) {
    const zone = twin.site?.timeZone ?? 'UTC';
    return html`<section class="card settings" aria-labelledby="settings-title">
      <header>${icon('chip')}<h2 id="settings-title">Settings from afar</h2>
        ${configuration && context.may('support') ? html`<button type="button" class="button slim" @click=${() => void edit(twin)}>Change…</button>` : nothing}</header>
      ${configuration ? told(zone, now) : problem ? html`<div class="body">${problemNotice(problem, () => void read())}</div>` : skeleton(3)}
    </section>`;
  }

  /** @param {string} zone @param {number} now */
  function told(zone, now) {
    const { wanted, applied, text, state } = configuration;
    const rows = differences(wanted?.settings ?? {}, applied?.settings ?? {});
    return html`<div class="body">
      <p role="status">${badge(configurationWords(configuration))}</p>
      <p class="soft small">${text}</p>
      ${rows.length > 0
        ? html`<dl class="facts small">${rows.map(({ key, wanted: wants, applied: has, same }) => html`<dt title=${key}>${settingName(key)}</dt>
            <dd>${settingValue(key, wants)}${same || state === 'none' ? nothing : html` <span class="mute">now ${settingValue(key, has)}</span>`}</dd>`)}</dl>`
        : nothing}
      ${wanted ? html`<p class="mute dense" title=${exact(wanted.at, zone)}>Version ${wanted.version} asked for by ${wanted.by} ${ago(wanted.at, now)}${applied ? `; the bank reported version ${applied.version} in entry ${applied.seq}` : '; the bank has reported none yet'}.</p>` : nothing}
      ${state === 'not-taken' ? html`<p class="small">Nothing of it was applied. Mend the value and send it again.</p>` : nothing}
    </div>`;
  }

  /** @param {any} twin */
  async function edit(twin) {
    if (!configuration) await read();
    if (!configuration) return; // the card says why; what is not known is not written over
    const before = configuration?.wanted?.settings ?? {};
    const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !settings.some((each) => each.key === key)));
    /** @type {Record<string, string>} */
    const values = Object.fromEntries(settings.map(({ key }) => [key, before[key] ?? '']));
    let reason = '';
    let tried = false;
    let busy = false;
    /** @type {any} */
    let failed = null;
    const wrong = () => settings.filter((each) => misfit(each, values[each.key]) !== '');

    /** @param {Event} event @param {() => void} close */
    async function send(event, close) {
      event.preventDefault();
      tried = true;
      failed = null;
      const first = wrong()[0]?.key ?? (reason.trim().length < 3 ? 'reason' : null);
      if (first || busy) {
        dialog.draw();
        /** @type {HTMLElement | null} */ (dialog.element.querySelector('[aria-invalid="true"]'))?.focus();
        return;
      }
      busy = true;
      dialog.draw();
      try {
        const set = Object.fromEntries(Object.entries(values).map(([key, text]) => [key, text.trim()]).filter(([, text]) => text !== ''));
        configuration = await put(path, { settings: { ...kept, ...set }, reason: reason.trim().replace(/\s+/g, ' ') });
        context.draw();
        close();
        return;
      } catch (failure) {
        failed = failure;
      }
      busy = false;
      dialog.draw();
    }

    const dialog = openDialog({
      label: 'Change settings',
      className: 'asking',
      view: (close) => html`<form class="sheet" novalidate @submit=${(/** @type {Event} */ event) => void send(event, close)}>
        ${closeButton(close)}
        <h2>Change settings?</h2>
        <p class="soft">${twin.name ?? twin.id} <span class="mute">· ${twin.site?.name ?? ''}</span></p>
        <p class="soft small">Signed and sent until the bank has them. It checks them again, and takes all or nothing. Leave a field empty to let the bank’s own file decide. How many doors may be opened from afar cannot be set from afar.</p>
        <div class="dials">${settings.map((each) => dial(each))}</div>
        ${Object.keys(kept).length > 0 ? html`<p class="mute small">Kept as they are: ${Object.entries(kept).map(([key, value]) => `${key} = ${value}`).join(', ')}.</p>` : nothing}
        <div class="field"><label for="settings-reason">Reason <span class="mute">(goes into the audit log)</span></label>
          <textarea id="settings-reason" maxlength="256" aria-invalid=${tried && reason.trim().length < 3} aria-describedby=${tried && reason.trim().length < 3 ? 'settings-reason-wrong' : nothing}
            @input=${(/** @type {Event} */ event) => {
              ({ value: reason } = /** @type {HTMLTextAreaElement} */ (event.target));
              if (tried) dialog.draw();
            }}></textarea>
          ${tried && reason.trim().length < 3 ? html`<p class="wrong" id="settings-reason-wrong">${icon('octagon')}Say why, so that the next person understands.</p>` : nothing}</div>
        ${failed ? problemNotice(failed) : nothing}
        <div class="actions"><button type="button" class="button" @click=${close}>Leave it</button>
          <button type="submit" class="button primary" ?disabled=${busy}>${busy ? 'Sending…' : 'Send to the bank'}</button></div>
      </form>`,
    });

    /** @param {import('../words/settings.js').Setting} setting */
    function dial(setting) {
      const { key, name, unit, usual, does } = setting;
      const why = tried ? misfit(setting, values[key]) : '';
      const id = key.replaceAll('.', '-');
      return html`<div class="field dial"><label for=${id}>${name}</label>
        <span class="measured"><input id=${id} type="text" inputmode="numeric" autocomplete="off" placeholder=${`its file; usual ${usual.toLocaleString('en-GB')}`} .value=${values[key]}
          aria-invalid=${why !== ''} aria-describedby=${`${id}-does`}
          @input=${(/** @type {Event} */ event) => {
            values[key] = /** @type {HTMLInputElement} */ (event.target).value;
            if (tried) dialog.draw();
          }} /><span class="mute">${unit}</span></span>
        ${why ? html`<p class="wrong" id=${`${id}-does`}>${icon('octagon')}${why}</p>` : html`<p class="mute dense" id=${`${id}-does`}>${does}</p>`}</div>`;
    }
  }

  return { read, view, edit };
}
