import { html, nothing } from '../lit.js';
import { call, download, post } from '../net/api.js';
import { copyable } from './copyable.js';
import { closeButton, openDialog } from './dialog.js';
import { icon } from './icons.js';
import { problemNotice } from './states.js';
import { ago, exact, instant, plural } from '../words/time.js';

/** Taking a case's evidence along, or handing it out by a link: both ask why, and both are on record. */

const DAYS = [1, 3, 7, 14, 30];

/**
 * @param {{id: string, state: string}} one the case
 * @param {{link: boolean, done: () => void}} options whether a link is made, instead of a file
 */
export function handOutDialog(one, { link, done }) {
  const path = `/cases/${encodeURIComponent(one.id)}`;
  let why = '';
  let days = 7;
  let unsealed = false;
  let offered = false;
  let missing = false;
  let busy = false;
  /** @type {any} */
  let problem = null;
  /** @type {any} */
  let made = null;
  const title = link ? 'Share the evidence' : 'Download the evidence';
  const dialog = openDialog({
    label: title,
    view: (close) => html`<form class="sheet" novalidate @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (made) close();
      else void send(close);
    }}>
      ${closeButton(close)}
      <h2>${title}</h2>
      ${made ? told() : asks()}
      <div class="actions">${made
        ? html`<button type="submit" class="button primary">Done</button>`
        : html`<button type="button" class="button" @click=${close}>Leave it</button><button type="submit" class="button primary" ?disabled=${busy}>${busy ? 'Making it…' : link ? 'Make the link' : 'Download'}</button>`}</div>
    </form>`,
  });
  dialog.element.querySelector('input')?.focus();

  function asks() {
    return html`<p class="soft">${link ? 'Whoever has the link can load the package until it ends. Each opening is on record.' : 'A file that anybody can check without us.'}
        It holds the entries with the bank’s signatures, ${one.state === 'closed' ? 'and a report.' : 'the clips, and a report. Each clip in it counts as a look, in your name.'}</p>
      ${one.state === 'closed' ? html`<div class="notice minor">${icon('diamond', 'minor')}<div><strong>The case is closed, so its footage stays shut.</strong><p class="soft">Open the case again to put its clips in.</p></div></div>` : nothing}
      <div class="field"><label for="hand-why">Why it leaves the house</label>
        <input id="hand-why" type="text" maxlength="256" autocomplete="off" aria-invalid=${missing ? 'true' : nothing} aria-describedby=${missing ? 'hand-why-wrong' : nothing}
          .value=${why} @input=${(/** @type {Event} */ event) => ({ value: why } = /** @type {HTMLInputElement} */ (event.target))} />
        ${missing ? html`<p class="wrong" id="hand-why-wrong">${icon('octagon')}Say why, in a few words.</p>` : nothing}</div>
      ${link
        ? html`<div class="field"><label for="hand-days">Opens for</label><select id="hand-days" @change=${(/** @type {Event} */ event) => (days = Number(/** @type {HTMLSelectElement} */ (event.target).value))}>
            ${DAYS.map((each) => html`<option value=${each} ?selected=${each === days}>${plural(each, 'day')}</option>`)}</select></div>`
        : nothing}
      ${problem ? problemNotice(problem) : nothing}
      ${offered ? html`<label class="tick"><input type="checkbox" .checked=${unsealed} @change=${(/** @type {Event} */ event) => (unsealed = /** @type {HTMLInputElement} */ (event.target).checked)} />Go without the bank’s signature over its newest entries; the package says so</label>` : nothing}`;
  }

  function told() {
    return html`<p class="soft">This link is shown once. It opens until ${exact(made.expiresAt, 'UTC')}, ${plural(made.downloads, 'time')} at most.</p>
      ${copyable(location.origin + made.path, 'the link')}
      ${made.unproven?.length > 0 ? html`<div class="notice">${icon('diamond', 'minor')}<div><strong>What it does not prove</strong><ul>${made.unproven.map((/** @type {string} */ each) => html`<li>${each}</li>`)}</ul></div></div>` : nothing}`;
  }

  /** @param {() => void} close */
  async function send(close) {
    if (busy) return;
    missing = why.trim().length < 3;
    problem = null;
    busy = !missing;
    dialog.draw();
    if (missing) return;
    const asked = { why: why.trim(), ...(unsealed ? { unsealed: true } : {}) };
    try {
      if (link) made = await post(`${path}/shares`, { ...asked, days });
      else await download(`${path}/package`, asked, `evidence-${one.id}.zip`);
      done();
      if (!link) close();
    } catch (failure) {
      problem = failure;
      offered ||= String(problem.type).endsWith('not-sealed');
    }
    busy = false;
    dialog.draw();
  }
}

/**
 * Links that were handed out, and who followed them
 * @param {{id: string}} one
 * @param {any[] | null} shares
 * @param {{now: number, zone: string, may: boolean, changed: () => void}} options
 */
export function sharesCard(one, shares, { now, zone, may, changed }) {
  if (!shares || shares.length === 0) return nothing;
  const over = (/** @type {any} */ share) => share.revokedAt || (instant(share.expiresAt) ?? 0) < now || share.downloads <= 0;
  const end = async (/** @type {any} */ share) => {
    await call(`/cases/${encodeURIComponent(one.id)}/shares/${encodeURIComponent(share.id)}`, { method: 'DELETE' });
    changed();
  };
  return html`<section class="card" aria-labelledby="shares-title"><header>${icon('link')}<h2 id="shares-title">Links handed out</h2></header>
    <ul class="lines">${shares.map((share) => html`<li><div>
      <span><strong>${share.madeBy}</strong> <span title=${exact(share.madeAt, zone)}>${ago(share.madeAt, now)}</span></span>
      <span class="under">${share.why}</span>
      <span class="under">${over(share) ? 'opens no more' : html`opens until <span title=${exact(share.expiresAt, zone)}>${exact(share.expiresAt, zone).replace(/ \(.*/, '')}</span>`}, followed ${plural(share.openings.length, 'time')}</span></div>
      ${may && !over(share) ? html`<button type="button" class="button slim" @click=${() => void end(share)}>End it</button>` : nothing}</li>`)}</ul></section>`;
}
