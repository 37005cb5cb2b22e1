import { html, nothing } from '../lit.js';
import { get } from '../net/api.js';
import { closeButton, openDialog } from './dialog.js';
import { icon } from './icons.js';
import { actions, hindrances, offered } from '../words/actions.js';

/**
 * Everything there is to do with a bank as a whole: what each does, and what stands in its way just now.
 *
 * @param {{bank: any, paused: boolean, may: (role: import('../words/actions.js').Role) => boolean, choose: (wish: import('../words/actions.js').Wish) => void, configure: () => void, dispute: () => void}} options
 */
export function openActions({ bank, paused, may, choose, configure, dispute }) {
  /** @type {any[]} */
  let interlocks = [];
  const dialog = openDialog({
    label: `What to do with ${bank.name ?? bank.id}`,
    className: 'choosing',
    view: (close) => html`<div class="sheet">
      ${closeButton(close)}
      <h2>What to do?</h2>
      <p class="soft">${bank.name ?? bank.id} <span class="mute">· ${bank.site?.name ?? ''}</span></p>
      ${offered.map(({ title, kinds }) => html`<section class="doings">
        <h3>${title}</h3>
        <ul>${kinds.map((kind) => html`<li>${row(kind, close)}</li>`)}
          ${title === 'Heal'
            ? html`<li>${line({ icon: 'chip', name: 'Change its settings', does: 'How long a door may stand open, when a screen counts as frozen. Sent, signed, until the bank has them.', not: may('support') ? '' : 'Needs the support role.', off: !may('support'), act: () => then(close, configure) })}</li>`
            : nothing}</ul>
      </section>`)}
      <section class="doings"><h3>Settle</h3><ul><li>${line({ icon: 'film', name: 'Open a case', does: 'Gathers what the journal and the cameras tell of a time, for a dispute.', not: '', off: !may('operator'), act: () => then(close, dispute) })}</li></ul></section>
      <p class="mute small">To open one door or take it out of service, choose it on the front.</p>
    </div>`,
  });
  void (async () => {
    try {
      interlocks = (await get(`/banks/${encodeURIComponent(bank.id)}/interlocks`)).items;
      dialog.draw();
    } catch {
      /* asking says it as well */
    }
  })();

  /** The chooser closes first, so that the focus goes back to its button, and comes back there in the end @param {() => void} close @param {() => void} act */
  function then(close, act) {
    close();
    act();
  }

  /** @param {string} kind @param {() => void} close */
  function row(kind, close) {
    const action = actions[kind];
    const going = kind === 'pause-remedy' && paused;
    const wish = { kind, level: kind === 'reboot' ? 'kiosk' : null, ...(going ? { minutes: 0 } : {}) };
    const [reason] = hindrances(interlocks, wish);
    const off = !may(action.role);
    return line({
      icon: action.icon,
      name: going ? 'Let automatic restarts go on' : action.name,
      does: going ? 'They are held back just now.' : action.does,
      not: off ? `Needs the ${action.role} role.` : reason ? `Not now. ${reason}` : '',
      off,
      act: () => then(close, () => choose(wish)),
    });
  }

  /** @param {{icon: string, name: string, does: string, not: string, off: boolean, act: () => void}} doing */
  function line({ icon: drawing, name, does, not, off, act }) {
    return html`<button type="button" class="doing" ?disabled=${off} @click=${act}>
    ${icon(/** @type {any} */ (drawing))}
    <span><strong>${name}</strong><span class="soft small">${does}</span>
      ${not ? html`<span class="small not">${icon('triangle', 'major')}<span>${not}</span></span>` : nothing}</span>
    ${icon('chevron')}
  </button>`;
  }
}
