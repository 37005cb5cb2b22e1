import { html, nothing } from '../lit.js';
import { call, put } from '../net/api.js';
import { copyable } from './copyable.js';
import { closeButton, openDialog } from './dialog.js';
import { icon } from './icons.js';
import { problemNotice } from './states.js';
import { newsKinds, newsText } from '../words/parcels.js';
import { plural } from '../words/time.js';

/** Asking for an endpoint, showing its secret once, and removing one. */

/**
 * @param {any} endpoint `null` for a new one
 * @param {(id: string) => void} saved
 */
export function endpointDialog(endpoint, saved) {
  const fields = { id: endpoint?.id ?? '', url: endpoint?.url ?? '', banks: endpoint?.banks?.join(', ') ?? '' };
  /** @type {Set<string>} */
  const hears = new Set(endpoint?.kinds ?? newsKinds);
  let busy = false;
  let wrong = '';
  /** @type {any} */
  let problem = null;
  /** @type {any} */
  let made = null;
  const title = endpoint ? `Change ${endpoint.id}` : 'Add an endpoint';
  const dialog = openDialog({
    label: title,
    view: (close) => html`<form class="sheet" novalidate @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (made) close();
      else void save();
    }}>
      ${closeButton(close)}
      <h2>${made ? `The secret of ${made.id}` : title}</h2>
      ${made ? told() : asks()}
      <div class="actions">${made
        ? html`<button type="submit" class="button primary">Done</button>`
        : html`<button type="button" class="button" @click=${close}>Leave it</button><button type="submit" class="button primary" ?disabled=${busy}>${endpoint ? 'Change it' : 'Add it'}</button>`}</div>
    </form>`,
  });

  function asks() {
    return html`${endpoint ? html`<p class="soft">A change makes another secret. The one of now signs nothing from then on: have its owner ready to take the new one.</p>` : nothing}
      ${endpoint ? nothing : text('id', 'Name', 'Small letters, digits and dashes, such as shop. It stays.')}
      ${text('url', 'Address', 'Begins with https:// and takes a POST. Redirects are not followed.')}
      ${text('banks', 'Banks', 'Their ids, by commas; none for every bank.')}
      <fieldset class="hears" aria-describedby=${wrong === 'kinds' ? 'hook-kinds-wrong' : nothing}><legend class="label">Hears</legend>
        ${newsKinds.map((kind) => html`<label class="tick"><input type="checkbox" .checked=${hears.has(kind)} @change=${(/** @type {Event} */ event) => (/** @type {HTMLInputElement} */ (event.target).checked ? hears.add(kind) : hears.delete(kind))} />${newsText(kind)}</label>`)}
        ${wrong === 'kinds' ? html`<p class="wrong" id="hook-kinds-wrong">${icon('octagon')}Tick at least one.</p>` : nothing}</fieldset>
      ${problem ? problemNotice(problem) : nothing}`;
  }

  /** @param {'id' | 'url' | 'banks'} name @param {string} label @param {string} hint */
  function text(name, label, hint) {
    const id = `hook-${name}`;
    const bad = wrong === name;
    return html`<div class="field"><label for=${id}>${label}</label>
      <input id=${id} type="text" inputmode=${name === 'url' ? 'url' : 'text'} maxlength=${name === 'id' ? 40 : 5000} autocomplete="off" spellcheck="false" .value=${fields[name]}
        aria-invalid=${bad ? 'true' : nothing} aria-describedby=${bad ? `${id}-wrong` : `${id}-hint`} @input=${(/** @type {Event} */ event) => (fields[name] = /** @type {HTMLInputElement} */ (event.target).value)} />
      ${bad
        ? html`<p class="wrong" id=${`${id}-wrong`}>${icon('octagon')}${name === 'id' ? 'A name begins with a small letter or a digit, and goes on with those, dots, dashes and underscores.' : 'Give the whole address, beginning with https://.'}</p>`
        : html`<p class="soft small" id=${`${id}-hint`}>${hint}</p>`}</div>`;
  }

  function told() {
    return html`<p class="soft">It is shown this once. Give it to whoever runs the endpoint, over a way that nobody else reads: who has it can forge our messages. When it is lost, “Change…” makes another.</p>
      ${copyable(made.secret, 'the secret')}`;
  }

  /** What is wrong before anybody is asked; the server has the last word */
  function check() {
    if (!/^[a-z0-9][a-z0-9._-]{0,39}$/.test(fields.id.trim())) return 'id';
    if (!/^https?:\/\/\S+$/i.test(fields.url.trim())) return 'url';
    return hears.size === 0 ? 'kinds' : '';
  }

  async function save() {
    if (busy) return;
    wrong = check();
    problem = null;
    busy = wrong === '';
    dialog.draw();
    if (wrong) {
      /** @type {HTMLElement | null} */ (dialog.element.querySelector(wrong === 'kinds' ? '.hears input' : `#hook-${wrong}`))?.focus();
      return;
    }
    const banks = fields.banks.split(',').map((each) => each.trim()).filter(Boolean);
    try {
      made = await put(`/webhooks/${encodeURIComponent(fields.id.trim())}`, {
        url: fields.url.trim(),
        // who hears everything also hears of what is thought of later
        kinds: hears.size === newsKinds.length ? null : newsKinds.filter((kind) => hears.has(kind)),
        banks: banks.length === 0 ? null : banks,
      });
      saved(made.id);
    } catch (failure) {
      problem = failure;
    }
    busy = false;
    if (!dialog.element.isConnected) return;
    dialog.draw();
    if (made) /** @type {HTMLElement | null} */ (dialog.element.querySelector('.copyable button'))?.focus();
  }
}

/**
 * @param {any} endpoint
 * @param {() => void} removed
 */
export function removeDialog(endpoint, removed) {
  let busy = false;
  /** @type {any} */
  let problem = null;
  const waiting = endpoint.health.waiting;
  const dialog = openDialog({
    label: `Remove ${endpoint.id}`,
    view: (close) => html`<form class="sheet" @submit=${async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      dialog.draw();
      try {
        await call(`/webhooks/${encodeURIComponent(endpoint.id)}`, { method: 'DELETE' });
        removed();
        close();
        return;
      } catch (failure) {
        problem = failure;
      }
      busy = false;
      dialog.draw();
    }}>
      ${closeButton(close)}
      <h2>Remove ${endpoint.id}?</h2>
      <p>Nothing goes to <span class="mono">${endpoint.url}</span> any more, and its secret is forgotten.
        ${waiting > 0 ? html`<strong>${plural(waiting, 'message')} that ${waiting === 1 ? 'waits' : 'wait'} for it ${waiting === 1 ? 'is' : 'are'} dropped.</strong>` : 'Nothing waits for it.'}</p>
      <p class="soft">To hold messages back for a while, pause it instead.</p>
      ${problem ? problemNotice(problem) : nothing}
      <div class="actions"><button type="button" class="button" @click=${close}>Leave it</button><button type="submit" class="button primary" ?disabled=${busy}>Remove it</button></div>
    </form>`,
  });
}
