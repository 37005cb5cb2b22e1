import { button, h } from './dom.js';
import { front } from './front.js';
import { channelName, margin, say } from './words.js';

const STEPS = ['EMPTY', 'TWO_SHEETS', 'EMPTY_AGAIN', 'BOX'];

/** An installer chooses the compartment whose sensors are to be calibrated. @param {any} state @param {any} act */
export function installing(state, act) {
  const { fitted } = state.view.visitor.step;
  return h(
    'section.list.installing',
    null,
    h('h1', null, say('whichSensor')),
    h('p', null, say(fitted.length === 0 ? 'noSensors' : 'whichSensorHint')),
    h('div.choices', null, fitted.map((/** @type {any} */ one) => choice(one, act))),
    h('nav', null, button('finish', 'quiet', act.leave, say('finish'))),
  );
}

/** @param {any} one @param {any} act */
function choice(one, act) {
  const known = one.scales.length === 0 ? say('neverCalibrated') : one.scales.map(short).join(', ');
  return button(`calibrate-${one.compartment}`, 'plain', () => act.calibrate('BEGIN', one.compartment), h('b', null, one.compartment), h('span', null, one.free ? known : say('inUse')));
}

/** @param {any} scale */
const short = (scale) => `${channelName(scale.channel)}: ${say(`level${scale.level}`)}`;

/** Step by step: what to do, with the door shut and hands off. @param {any} state @param {any} act */
export function calibrating(state, act) {
  const { compartment, open, stage, step, percent, scales, why, channel } = state.view.visitor.step;
  const abort = button('abort', 'quiet', () => act.calibrate('ABORT'), say(stage === 'failed' ? 'back' : 'cancel'));
  const unlock = button('open', 'plain', () => act.calibrate('OPEN'), say('openDoor', compartment));
  const parts = {
    asking: () => [
      [h('p', null, say('stepOf', STEPS.indexOf(step) + 1, STEPS.length)), h('h1', null, say(`do${step}`, compartment)), open && h('p', null, say('closeDoor', compartment))],
      [button('ready', 'main', () => act.calibrate('READY'), say('measure')), unlock, abort],
    ],
    measuring: () => [[h('p', null, say('stepOf', STEPS.indexOf(step) + 1, STEPS.length)), h('h1', null, say('handsOff')), h('progress', { max: '100', value: String(percent), 'aria-label': say('handsOff') })], [abort]],
    done: () => [
      [h('h1', null, say('measured', compartment)), scales.map((/** @type {any} */ scale) => h('p', null, margin(scale))), h('p', null, say('takeBoxOut'))],
      [button('keep', 'main', () => act.calibrate('KEEP'), say('keep')), unlock, abort],
    ],
    failed: () => [[h('h1', null, say('notMeasured')), h('p', null, say(`fail${why}`, channelName(channel)))], [button('again', 'main', () => act.calibrate('BEGIN', compartment), say('beginAnew')), abort]],
  };
  const [words, buttons] = parts[/** @type {keyof typeof parts} */ (stage)]();
  return h('section.door.calibrating', { 'aria-busy': String(state.waiting) }, h('div.tell', null, words), front(state.view.around.doors, compartment), h('nav', null, buttons));
}
