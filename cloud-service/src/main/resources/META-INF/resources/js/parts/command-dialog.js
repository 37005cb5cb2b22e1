import { html, nothing } from '../lit.js';
import { get, isRefused, newKey, post, serverNow } from '../net/api.js';
import { icon } from './icons.js';
import { commandFields, hindranceNotice } from './command-fields.js';
import { closeButton, openDialog } from './dialog.js';
import { problemNotice } from './states.js';
import { stepper } from './stepper.js';
import { actions, bodyOf, hindrances } from '../words/actions.js';
import { outcomeSentence } from '../words/commands.js';
import { commandName, commandWords, isCancellable, isOver } from '../words/states.js';
import { instant, span } from '../words/time.js';

/**
 * One dialog from asking to evidence: the object, the consequence, what stands in the way, the reason, then what came of
 * it, live.
 *
 * @typedef {import('../words/actions.js').Wish} Wish
 * @typedef {{take: (command: any) => void}} Following
 */

/** Fewer characters are no reason to the server. */
const SHORTEST = 3;
/** What stands in the way changes; it is asked for again after so many milliseconds. */
const ANEW = 5000;

/**
 * @param {{bank: any, wish: Wish, cell?: any, may: (role: import('../words/actions.js').Role) => boolean, sent: (command: any) => void, closed: () => void}} options
 * @returns {Following} hand it the command's changes
 */
export function openCommandDialog({ bank, wish: first, cell = null, may, sent, closed }) {
  /** @type {Wish} */
  let wish = { level: first.kind === 'reboot' ? 'kiosk' : null, ...first };
  let reason = '';
  let missing = false;
  let unsure = false;
  let confirmed = '';
  let busy = false;
  /** @type {any} */
  let problem = null;
  /** @type {any} */
  let command = null;
  /** @type {any[]} */
  let interlocks = [];
  let asked = 0;
  let key = newKey();
  const zone = bank.site?.timeZone ?? 'UTC';
  const base = `/banks/${encodeURIComponent(bank.id)}`;
  const action = actions[wish.kind];

  async function look() {
    asked = serverNow();
    try {
      interlocks = (await get(`${base}/interlocks`)).items;
      if (!command) dialog.draw();
    } catch {
      /* asking says it as well */
    }
  }

  /** Everything at once, and the power, want more than one press of a button */
  const isSure = () => (wish.kind === 'unlock-all' ? confirmed.trim() === bank.id : wish.level === 'power' ? confirmed === 'yes' : true);

  /** @param {Event} event */
  async function ask(event) {
    event.preventDefault();
    missing = reason.trim().length < SHORTEST;
    unsure = !isSure();
    if (missing || unsure) {
      dialog.draw();
      /** @type {HTMLElement | null} */ (dialog.element.querySelector('[aria-invalid="true"]'))?.focus();
      return;
    }
    if (busy) return;
    busy = true;
    problem = null;
    dialog.draw();
    try {
      take(await post(`${base}/commands`, bodyOf(wish, reason), { 'idempotency-key': key }));
      sent(command);
    } catch (failure) {
      problem = failure;
      if (isRefused(problem)) key = newKey();
    }
    busy = false;
    dialog.draw();
    /** @type {HTMLElement | null} */ (dialog.element.querySelector('.result, .refusal > .notice'))?.focus();
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
    label: action.verb(wish),
    className: 'asking',
    onClose() {
      clearInterval(ticking);
      closed();
    },
    view: (close) => (command ? following(close) : asking(close)),
  });
  // the stream may be down just now: a command under way is also asked for
  const ticking = window.setInterval(async () => {
    if (!command && serverNow() - asked >= ANEW && !document.hidden) void look();
    if (!command || isOver(command.state)) return;
    dialog.draw();
    if (serverNow() % 3000 >= 1000) return;
    try {
      take(await get(`/commands/${encodeURIComponent(command.id)}`));
    } catch {
      /* the next round asks again */
    }
  }, 1000);
  void look();
  return { take: (change) => void (command && take(change)) };

  /** @param {() => void} close */
  function asking(close) {
    const reasons = problem?.reasons?.length ? [] : hindrances(interlocks, wish);
    return html`<form class="sheet" novalidate @submit=${ask}>
      ${closeButton(close)}
      <h2>${action.question(wish)}</h2>
      <p class="soft">${bank.name ?? bank.id} <span class="mute">· ${bank.site?.name ?? ''}</span></p>
      ${commandFields({
        wish,
        bank,
        cell,
        may,
        confirmed,
        unsure,
        change(fields) {
          wish = { ...wish, ...fields };
          problem = null;
          confirmed = '';
          unsure = false;
          dialog.draw();
        },
        confirm(text) {
          confirmed = text;
          if (unsure && isSure()) unsure = false;
          dialog.draw();
        },
      })}
      <div><div class="said" aria-live="polite">${reasons.length > 0 ? hindranceNotice(reasons) : nothing}</div>
      <div class="field">
        <label for="reason">Reason <span class="mute">(goes into the audit log)</span></label>
        <textarea id="reason" maxlength="256" required aria-invalid=${missing} aria-describedby=${missing ? 'reason-wrong' : nothing} .value=${reason}
          @input=${(/** @type {Event} */ event) => {
            ({ value: reason } = /** @type {HTMLTextAreaElement} */ (event.target));
            if (missing && reason.trim().length >= SHORTEST) {
              missing = false;
              dialog.draw();
            }
          }}></textarea>
        ${missing ? html`<p class="wrong" id="reason-wrong">${icon('octagon')}Say why, so that the next person understands.</p>` : nothing}
        <div class="chips" role="group" aria-label="Common reasons">
          ${action.reasons.map((each) => html`<button type="button" class="chip" @click=${() => {
            reason = each;
            missing = false;
            dialog.draw();
          }}>${each}</button>`)}
        </div>
      </div></div>
      ${problem ? html`<div class="refusal">${problemNotice(problem)}</div>` : nothing}
      <div class="actions">
        <button type="button" class="button" @click=${close}>Leave it</button>
        <button type="submit" class="button primary" ?disabled=${busy}>${busy ? 'Asking…' : action.verb(wish)}</button>
      </div>
    </form>`;
  }

  /** @param {() => void} close */
  function following(close) {
    const over = isOver(command.state);
    const words = commandWords(command.state);
    const waits = command.consent && command.state === 'queued';
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
        ${waits
          ? html`<a class="button primary" href=${`/approvals/${encodeURIComponent(command.id)}`} @click=${close}>Go to the approvals</a>`
          : html`<button type="button" class="button ${over ? 'primary' : ''}" @click=${close}>${over ? 'Done' : 'Close and keep following'}</button>`}
      </div>
    </div>`;
  }

  function deadline() {
    const until = instant(command.deadlineAt);
    if (until === null || command.consent) return '';
    const rest = until - serverNow();
    if (rest <= 0) return 'Its time is up; the end of it comes next.';
    return ['queued', 'sent'].includes(command.state) ? `If the bank does not take it within ${span(rest)}, it expires and nothing happens.` : '';
  }
}
