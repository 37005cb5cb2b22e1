import { html, nothing } from '../lit.js';
import { get, post, serverNow } from '../net/api.js';
import { badge, icon } from './icons.js';
import { closeButton, openDialog } from './dialog.js';
import { problemNotice } from './states.js';
import { stepper } from './stepper.js';
import { outcomeSentence } from '../words/commands.js';
import { commandName, commandWords, isCancellable, isOver, subjectWords } from '../words/states.js';
import { instant, span } from '../words/time.js';

/**
 * One dialog from asking to evidence: the object, the consequence, the reason, then what came of it, live.
 *
 * @typedef {{kind: 'unlock' | 'reboot', compartment?: string, level?: string}} Wish
 * @typedef {{take: (command: any) => void}} Following
 */

const unlockReasons = ['Resident is locked out', 'Courier chose the wrong door', 'Door is stuck', 'Maintenance'];
const rebootReasons = ['Screen is frozen', 'Agent does not answer', 'After a change', 'Maintenance'];

const rebootLevels = [
  { level: 'kiosk', name: 'Kiosk', does: 'Restarts the screen only. The bank keeps working; back in about 20\u00a0s.' },
  { level: 'agent', name: 'Agent', does: 'Restarts the program of the bank. Codes cannot be used for about 10\u00a0s.' },
  { level: 'controller', name: 'Controller', does: 'Restarts the whole controller. Nobody can deposit or pick up for one to two minutes.' },
];

/**
 * @param {{bank: any, wish: Wish, cell?: any, controller?: boolean, sent: (command: any) => void, closed: () => void}} options
 * @returns {Following} hand it the command's changes
 */
export function openCommandDialog({ bank, wish, cell = null, controller = true, sent, closed }) {
  let level = wish.level ?? 'kiosk';
  let reason = '';
  let missing = false;
  let busy = false;
  /** @type {any} */
  let problem = null;
  /** @type {any} */
  let command = null;
  let key = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  const zone = bank.site?.timeZone ?? 'UTC';
  const unlock = wish.kind === 'unlock';
  const verb = () => (unlock ? `Unlock ${wish.compartment}` : commandName({ kind: 'reboot', level }));

  /** @param {Event} event */
  async function ask(event) {
    event.preventDefault();
    missing = reason.trim() === '';
    if (missing) {
      dialog.draw();
      /** @type {HTMLElement | null} */ (dialog.element.querySelector('textarea'))?.focus();
      return;
    }
    if (busy) return;
    busy = true;
    problem = null;
    dialog.draw();
    try {
      const body = unlock ? { kind: 'unlock', compartment: wish.compartment, reason: reason.trim() } : { kind: 'reboot', level, reason: reason.trim() };
      take(await post(`/banks/${encodeURIComponent(bank.id)}/commands`, body, { 'idempotency-key': key }));
      sent(command);
    } catch (failure) {
      problem = failure;
      if (problem.status !== 0) key = crypto.randomUUID?.() ?? `${key}+`; // an answer ends this asking; no answer does not
    }
    busy = false;
    dialog.draw();
    /** @type {HTMLElement | null} */ (dialog.element.querySelector('.result, .notice'))?.focus();
  }

  async function cancel() {
    problem = null;
    try {
      take(await post(`/commands/${encodeURIComponent(command.id)}/cancel`, {}));
      sent(command);
    } catch (failure) {
      problem = failure;
    }
    dialog.draw();
  }

  /** @param {any} change */
  function take(change) {
    if (!change || (command && change.id !== command.id)) return;
    command = change;
    dialog.draw();
  }

  const dialog = openDialog({
    label: verb(),
    className: 'asking',
    onClose() {
      clearInterval(ticking);
      closed();
    },
    view: (close) => (command ? following(close) : asking(close)),
  });
  // the stream may be down just now: a command under way is also asked for
  const ticking = window.setInterval(async () => {
    if (!command || isOver(command.state)) return;
    dialog.draw();
    if (serverNow() % 3000 >= 1000) return;
    try {
      take(await get(`/commands/${encodeURIComponent(command.id)}`));
    } catch {
      /* the next round asks again */
    }
  }, 1000);
  return { take: (change) => void (command && take(change)) };

  /** @param {() => void} close */
  function asking(close) {
    return html`<form class="sheet" novalidate @submit=${ask}>
      ${closeButton(close)}
      <h2>${unlock ? `Unlock ${wish.compartment}?` : 'Restart or reboot?'}</h2>
      <p class="soft">${bank.name ?? bank.id} <span class="mute">· ${bank.site?.name ?? ''}</span></p>
      ${unlock ? consequence(cell, bank) : levels()}
      <div class="field">
        <label for="reason">Reason <span class="mute">(goes into the audit log)</span></label>
        <textarea id="reason" maxlength="500" required aria-invalid=${missing} aria-describedby=${missing ? 'reason-wrong' : nothing} .value=${reason}
          @input=${(/** @type {Event} */ event) => {
            ({ value: reason } = /** @type {HTMLTextAreaElement} */ (event.target));
            if (missing && reason.trim()) {
              missing = false;
              dialog.draw();
            }
          }}></textarea>
        ${missing ? html`<p class="wrong" id="reason-wrong">${icon('octagon')}Say why, so that the next person understands.</p>` : nothing}
        <div class="chips" role="group" aria-label="Common reasons">
          ${(unlock ? unlockReasons : rebootReasons).map((each) => html`<button type="button" class="chip" @click=${() => {
            reason = each;
            missing = false;
            dialog.draw();
          }}>${each}</button>`)}
        </div>
      </div>
      ${problem ? problemNotice(problem) : nothing}
      <div class="actions">
        <button type="button" class="button" @click=${close}>Leave it</button>
        <button type="submit" class="button primary" ?disabled=${busy}>${busy ? 'Asking…' : verb()}</button>
      </div>
    </form>`;
  }

  function levels() {
    return html`<fieldset class="levels">
      <legend class="sr">What to restart</legend>
      ${rebootLevels.map(({ level: each, name, does }) => html`<label class="level">
        <input type="radio" name="level" value=${each} .checked=${level === each} ?disabled=${each === 'controller' && !controller} @change=${() => {
          level = each;
          problem = null;
          dialog.draw();
        }} />
        <span><strong>${name}</strong><span class="soft small">${each === 'controller' && !controller ? 'Needs the support role: ask someone who has it.' : does}</span></span>
      </label>`)}
    </fieldset>`;
  }

  /** @param {() => void} close */
  function following(close) {
    const over = isOver(command.state);
    const words = commandWords(command.state);
    return html`<div class="sheet">
      ${closeButton(close)}
      <h2>${commandName(command)}</h2>
      <div class="notice ${over ? { verified: 'verified', major: 'major' }[words.tone] ?? '' : 'info'} result" role="status" tabindex="-1">
        ${icon(/** @type {any} */ (words.shape), words.tone)}
        <div><strong>${words.label}</strong><p>${outcomeSentence(command)}</p>${over ? nothing : html`<p class="soft small">${deadline()}</p>`}</div>
      </div>
      ${stepper(command, { zone, wide: false })}
      ${problem ? problemNotice(problem) : nothing}
      <div class="actions">
        ${isCancellable(command.state) ? html`<button type="button" class="button" @click=${() => void cancel()}>Call it back</button>` : nothing}
        <button type="button" class="button ${over ? 'primary' : ''}" @click=${close}>${over ? 'Done' : 'Close and keep following'}</button>
      </div>
    </div>`;
  }

  function deadline() {
    const until = instant(command.deadlineAt);
    if (until === null) return '';
    const rest = until - serverNow();
    if (rest <= 0) return 'Its time is up; the end of it comes next.';
    return ['queued', 'sent'].includes(command.state) ? `If the bank does not take it within ${span(rest)}, it expires and nothing happens.` : '';
  }
}

/** What opening this door means right now @param {any} cell @param {any} bank */
function consequence(cell, bank) {
  const facts = [];
  if (cell?.occupancy?.state === 'occupied') facts.push('Something is inside: whoever stands there can take it.');
  else if (cell?.occupancy?.state === 'empty') facts.push('It is empty, as far as the sensor knows.');
  else facts.push('What is inside is not known.');
  if (cell?.door?.state === 'open') facts.push('The door is open already, so an opening cannot be verified.');
  if (cell?.door?.state === 'jammed') facts.push('It is jammed: the lock is pulsed once more, it may stay shut.');
  const away = bank.presence?.state !== 'online';
  return html`<div class="notice">
    ${icon(/** @type {any} */ (cell?.occupancy?.state === 'occupied' ? 'parcel' : 'unlock'))}
    <div>
      <p><strong>The door springs open at once, and cannot be closed from here.</strong></p>
      <p class="soft">${facts.join(' ')}</p>
      ${away ? html`<p>${badge({ tone: 'major', shape: 'unlinked', label: 'The bank is not online' })} <span class="soft">The unlock would expire after 30 s.</span></p>` : nothing}
      ${(cell?.conditions ?? []).length > 0 ? html`<p class="soft">${subjectWords(`door/${cell.id}`)}: ${cell.conditions.join(', ').replaceAll('-', ' ')}.</p>` : nothing}
    </div>
  </div>`;
}
