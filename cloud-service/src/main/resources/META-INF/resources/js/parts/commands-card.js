import { html, nothing, repeat } from '../lit.js';
import { badge, icon } from './icons.js';
import { stepper } from './stepper.js';
import { outcomeSentence } from '../words/commands.js';
import { commandName, commandWords, isCancellable, isOver } from '../words/states.js';
import { ago, exact } from '../words/time.js';

/** More are in the timeline. */
const SHOWN = 6;

/**
 * What a bank was asked for, newest first: each with its way, its evidence, and the way back where there is one.
 * @param {any[]} commands
 * @param {{now: number, zone: string, show: (epoch: number | null, seq: number) => void, cancel: ((command: any) => void) | null}} options
 *   `cancel` is `null` for who may not
 */
export const commandsCard = (commands, options) => html`<section class="card commands" aria-labelledby="commands-title">
  <header>${icon('command')}<h2 id="commands-title">Commands</h2></header>
  ${commands.length === 0
    ? html`<p class="body soft small">Nobody has asked this bank for anything yet. Unlocks and reboots appear here with their evidence.</p>`
    : html`<ul>${repeat(commands.slice(0, SHOWN), (command) => command.id, (command, index) => one(command, index === 0, options))}</ul>`}
</section>`;

/** @param {any} command @param {boolean} first @param {any} options */
function one(command, first, { now, zone, show, cancel }) {
  const words = commandWords(command.state);
  const over = isOver(command.state);
  return html`<li class="asked">
    <div class="line"><strong>${commandName(command)}</strong> ${badge(words)}
      <span class="mute small" title=${exact(command.createdAt, zone)}>${ago(command.createdAt, now)} by ${command.by}</span>
      <span class="ways">
        ${command.consent ? html`<a class="button slim" href=${`/approvals/${encodeURIComponent(command.id)}`}>${over ? 'Door by door' : 'Its approvals'}</a>` : nothing}
        ${command.kind === 'diagnose' && command.state === 'verified' ? html`<a class="button slim" href=${`/banks/${encodeURIComponent(command.bank)}/bundles/${encodeURIComponent(command.id)}`}>Read it</a>` : nothing}
        ${isCancellable(command.state) && cancel ? html`<button type="button" class="button slim" @click=${() => cancel(command)}>Call it back</button>` : nothing}
      </span>
    </div>
    <p class="soft small">“${command.reason}”</p>
    ${first || !over
      ? html`${stepper(command, { zone, show })} <p class="small ${over ? '' : 'soft'}" role=${over ? nothing : 'status'}>${outcomeSentence(command)}</p>`
      : html`<details><summary class="small">${outcomeSentence(command)}</summary>${stepper(command, { zone, show })}</details>`}
  </li>`;
}
