import { button, h, s } from './dom.js';
import { canSpeak } from './speech.js';
import { clock, languages, say, speak, spoken } from './words.js';

/** What stands above every screen. @param {any} state */
export const top = (state) => [h('p.where', null, state.setup?.name ?? '')];

/** What is true whoever stands there. @param {any} state */
export function notices(state) {
  const around = state.view?.around;
  const telling = [];
  if (around?.closing) telling.push(notice('stop', say('closing')));
  if (around?.onBattery) telling.push(notice('battery', say('power')));
  if (around && !around.linkUp) telling.push(notice('calm', say('network')));
  if (around?.pausedSeconds > 0) telling.push(notice('stop', say('paused', clock(around.pausedSeconds))));
  return telling;
}

/** @param {string} look @param {string} text */
const notice = (look, text) => h(`p.notice.${look}`, null, text);

/** A loudspeaker. */
const speaker = () => s('svg', { viewBox: '0 0 24 24', class: 'picture', 'aria-hidden': 'true' }, s('path', { d: 'M3 9v6h4l5 5V4L7 9zM15 8a5 5 0 0 1 0 8M17 4.5a9 9 0 0 1 0 15' }));

/** What stands below every screen, within everybody's reach: language, help, text size, contrast. @param {any} state @param {any} act */
export function foot(state, act) {
  const has = (/** @type {string} */ name) => document.documentElement.classList.contains(name);
  const turn = (/** @type {string} */ name) => {
    document.documentElement.classList.toggle(name);
    act.set({});
  };
  return [
    h(
      'div.languages',
      { role: 'group', 'aria-label': say('language') },
      languages(state.setup?.languages ?? ['en']).map((one) =>
        h(
          'button.quiet',
          {
            type: 'button',
            'data-key': `language-${one.code}`,
            lang: one.code,
            'aria-pressed': String(one.code === spoken()),
            onclick: () => {
              speak(one.code);
              act.set({});
            },
          },
          one.name,
        ),
      ),
    ),
    h(
      'div.looks',
      null,
      canSpeak() && h('button.quiet', { type: 'button', 'data-key': 'aloud', 'aria-pressed': String(state.aloud), 'aria-label': say('aloud'), onclick: act.aloud }, speaker()),
      button('help', 'quiet', () => act.set({ help: !state.help }), state.help ? say('close') : say('help')),
      button('large', 'quiet', () => turn('large'), has('large') ? say('smaller') : say('bigger')),
      button('contrast', 'quiet', () => turn('contrast'), has('contrast') ? say('noContrast') : say('contrast')),
    ),
  ];
}
