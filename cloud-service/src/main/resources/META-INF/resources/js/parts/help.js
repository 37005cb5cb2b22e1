import { html } from '../lit.js';
import { openDialog, closeButton } from './dialog.js';
import { badge } from './icons.js';
import { severityWords, presenceWords, commandWords } from '../words/states.js';
import { keysAreOn, setKeys } from './keys.js';
import { places } from './shell.js';

const key = (/** @type {string} */ name) => html`<kbd>${name}</kbd>`;

/** The help overlay: keys, and what the shapes mean. At the same place on every page. */
export function openHelp() {
  const dialog = openDialog({
    label: 'Help',
    view: (close) => html`<div class="sheet">
      ${closeButton(close)}
      <h2>Help</h2>
      <dl class="keys">
        <dt>${key('Ctrl')}${key('K')}</dt><dd>Jump to a bank or a page</dd>
        <dt>${key('/')}</dt><dd>Search the fleet</dd>
        <dt>${key('j')}${key('k')}</dt><dd>Next and previous row</dd>
        <dt>${key('u')}</dt><dd>Unlock the chosen door of a bank</dd>
        <dt>${key(',')}${key('.')}</dt><dd>On a bank’s lanes: one entry back, one on; ${key('k')} plays</dd>
        <dt>${key('Enter')}</dt><dd>Open what has the focus</dd>
        ${places.map((place) => html`<dt>${key('g')}${key(place.key)}</dt><dd>${place.says}</dd>`)}
        <dt>${key('?')}</dt><dd>This help</dd>
        <dt>${key('Esc')}</dt><dd>Close a dialog</dd>
      </dl>
      <label class="toggle">
        <input type="checkbox" ?checked=${keysAreOn()} @change=${(/** @type {Event} */ event) => {
          setKeys(/** @type {HTMLInputElement} */ (event.target).checked);
          dialog.draw();
        }} />
        Single-key shortcuts
      </label>
      <h3>What the shapes mean</h3>
      <ul class="legend">
        ${['critical', 'major', 'minor', 'info'].map((each) => html`<li>${badge(severityWords(each))}</li>`)}
        <li>${badge(commandWords('verified'))}</li>
        <li>${badge(commandWords('unverified'))}</li>
        <li>${badge(presenceWords('never-seen'))}</li>
        <li><span class="stale">Grey and dashed: stale</span></li>
      </ul>
      <p class="soft">
        A value is stale when its bank has said nothing for 70 seconds (two missed heartbeats): it was true then, nobody
        knows whether it is now. A command is verified only when a sensor says so: the door switch for an unlock, a new
        boot and a healthy agent for a reboot.
      </p>
    </div>`,
  });
}
