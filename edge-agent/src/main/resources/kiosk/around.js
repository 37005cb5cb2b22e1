import { button, h } from './dom.js';
import { clock, languages, say, speak, spoken } from './words.js';

/** What stands above every screen. @param {any} state @param {any} act */
export function top(state, act) {
  return [h('p.where', null, state.setup?.name ?? ''), button('help', 'quiet', () => act.set({ help: !state.help }), state.help ? say('close') : say('help'))];
}

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

/** What stands below every screen: language, text size, contrast. @param {any} state @param {any} act */
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
      button('large', 'quiet', () => turn('large'), has('large') ? say('smaller') : say('bigger')),
      button('contrast', 'quiet', () => turn('contrast'), has('contrast') ? say('noContrast') : say('contrast')),
    ),
  ];
}
