import { html, nothing } from '../lit.js';
import { changed } from './changed.js';
import { icon } from './icons.js';
import { meaning, stagesOf } from '../words/commands.js';
import { commandWords } from '../words/states.js';
import { clock, exact } from '../words/time.js';

/**
 * The way of a command, stage by stage, each with its time and the journal entry behind it.
 * @param {any} command
 * @param {{zone: string, show?: ((epoch: number | null, seq: number) => void) | null, wide?: boolean}} options
 */
export const stepper = (command, { zone, show = null, wide = true }) =>
  html`<ol class="stepper ${wide ? 'wide' : ''}" aria-label="How far it has come">
    ${stagesOf(command).map((stage) => {
      const words = commandWords(stage.state);
      const kind = stage.end ? `end tone-${words.tone}` : stage.now ? 'now tone-info' : stage.reached ? 'reached' : 'ahead';
      return html`<li class=${kind} aria-current=${stage.now ? 'step' : nothing}>
        <span class="knob">${stage.end ? icon(/** @type {any} */ (words.shape)) : stage.now ? icon('ring') : stage.reached ? icon('check') : nothing}</span>
        <span class="stage" title=${meaning[stage.state]}>${words.label}<span class="sr">${stage.reached ? '' : ', not yet'}</span></span>
        <span class="when" title=${stage.at ? exact(stage.at, zone) : nothing} ${changed(stage.at)}>
          ${stage.at ? html`${clock(stage.at, zone)} <span class="mute">${stage.took}</span>` : nothing}
        </span>
        ${stage.seq !== null
          ? show
            ? html`<button type="button" class="evidence" @click=${() => show(stage.epoch, /** @type {number} */ (stage.seq))} aria-label=${`Evidence: entry ${stage.seq}, show it in the timeline`}>entry ${stage.seq}</button>`
            : html`<span class="evidence">entry ${stage.seq}</span>`
          : nothing}
      </li>`;
    })}
  </ol>`;
