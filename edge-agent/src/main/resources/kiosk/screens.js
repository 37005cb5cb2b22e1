import { deciding, ended, open, opening } from './door.js';
import { button, h } from './dom.js';
import { calibrating, installing } from './installer.js';
import { keyboard, keypad } from './keys.js';
import { ending, refusal, say } from './words.js';

const SIZES = ['s', 'm', 'l', 'xl'];

/** What the screen is about, in one sentence, for those who do not see it. @param {any} state */
export function title(state) {
  if (state.away || !state.view) return say('starting');
  if (state.refused) return refusal(state.refused.why, state.refused.seconds).head;
  const visitor = state.view.visitor;
  if (!visitor) return { pickup: say('typeCode'), deliver: say('typeBadge') }[state.mode] ?? '';
  if (visitor.leavesInSeconds !== null && visitor.leavesInSeconds !== undefined) return say('moreTime');
  const step = visitor.step;
  const titles = { opening: 'opening', deciding: 'checking' };
  if (titles[step.kind]) return say(titles[step.kind], step.compartment);
  if (step.kind === 'installing') return say('whichSensor');
  if (step.kind === 'calibrating') return { asking: say(`do${step.step}`, step.compartment), measuring: say('handsOff'), done: say('measured', step.compartment), failed: say('notMeasured') }[step.stage] ?? '';
  if (step.kind === 'open') return say(step.movement === 'deposit' ? 'putIn' : 'takeOut', step.compartment);
  if (step.kind === 'ended' && state.mode === 'idle') return step.asks ? say('tookAll') : verdict(step);
  if (state.mode === 'code') return say('typeCode');
  return say(visitor.label ? (state.chosen ? 'whichSize' : 'scanLabel') : 'yourParcels');
}

/** How a movement ended, to be heard. @param {any} step */
function verdict(step) {
  const words = ending(step.movement, step.verdict, step.where);
  return `${words.head}. ${words.text}`;
}

/** The one screen there is to see. @param {any} state @param {any} act */
export function screen(state, act) {
  if (state.help) return help(state, act);
  if (state.away || !state.view || !state.setup) return quiet(say('starting'));
  if (state.refused) return refused(state, act);
  const visitor = state.view.visitor;
  if (!visitor) return state.view.around.closing ? quiet(say('closing')) : nobody(state, act);
  if (visitor.leavesInSeconds !== null && visitor.leavesInSeconds !== undefined) return moreTime(state, act);
  switch (visitor.step.kind) {
    case 'opening':
      return opening(state, act);
    case 'open':
      return open(state, act);
    case 'deciding':
      return deciding(state);
    case 'installing':
      return installing(state, act);
    case 'calibrating':
      return calibrating(state, act);
    case 'ended':
      return state.mode === 'idle' ? ended(state, act) : known(state, act);
    default:
      return known(state, act);
  }
}

/** @param {string} text */
const quiet = (text) => h('section.message', null, h('h1', null, text));

/** Nobody is known yet. @param {any} state @param {any} act */
function nobody(state, act) {
  if (state.mode === 'pickup') return code(state, act, say('typeCode'), say('orScan'), 8);
  if (state.mode === 'deliver') return code(state, act, say('typeBadge'), say('orType'), null);
  return h(
    'section.idle',
    null,
    h('h1.only-read', null, state.setup.name),
    button('pickup', 'main huge', () => act.go('pickup'), h('b', null, say('pickUp')), h('span', null, say('pickUpHint'))),
    button('deliver', 'plain huge', () => act.go('deliver'), h('b', null, say('deliver')), h('span', null, say('deliverHint'))),
  );
}

/** @param {any} state @param {any} act @param {string} head @param {string} text @param {number | null} wanted */
function code(state, act, head, text, wanted) {
  const enter = () => act.enter(state.typed);
  const type = (/** @type {string} */ typed) => {
    act.type(typed);
    // The last digit is the answer: nobody has to look for a button.
    if (wanted && typed.length === wanted) act.enter(typed);
  };
  return h(
    'section.code',
    { 'aria-busy': String(state.waiting) },
    h('div.ask', null, h('h1', null, head), h('p', null, text)),
    keypad({ typed: state.typed, wanted, type, enter }),
    h('nav', null, button('back', 'quiet', () => (state.view.visitor ? act.go('idle') : act.leave()), say('back'))),
  );
}

/** Somebody is known and no door is under way. @param {any} state @param {any} act */
function known(state, act) {
  const visitor = state.view.visitor;
  if (state.mode === 'code') return code(state, act, say('typeCode'), say('orScan'), 8);
  return visitor.label ? courier(state, act) : recipient(state, act);
}

/** @param {any} state @param {any} act */
function recipient(state, act) {
  const { parcels } = state.view.visitor;
  return h(
    'section.list',
    null,
    h('h1', null, say('yourParcels')),
    h('div.choices', null, parcels.map((/** @type {any} */ one) => button(`parcel-${one.parcel}`, 'main', () => act.pickUp(one.parcel), say('openDoor', one.compartment)))),
    h('nav', null, button('another', 'plain', () => act.go('code'), say('anotherCode')), button('finish', 'quiet', act.leave, say('finish'))),
  );
}

/** @param {any} state @param {any} act */
function courier(state, act) {
  const visitor = state.view.visitor;
  if (state.chosen) return size(state, act);
  const typing = { typed: state.typed, type: act.type, enter: () => act.search(state.typed) };
  const delivered = visitor.done.filter((/** @type {any} */ one) => one.movement === 'deposit').length;
  return h(
    'section.courier',
    null,
    h('div.ask', null, h('h1', null, say('scanLabel')), h('p', null, say('orUnit')), delivered > 0 && h('p.tally', null, say('deliveredSoFar', delivered))),
    h('output.typed', { 'aria-live': 'off' }, state.typed || '\u00a0'),
    state.found ? found(state, act) : keyboard(typing),
    visitor.parcels.length > 0 && !state.found && back(visitor, act),
    h('nav', null, state.found && button('again', 'plain', () => act.go('idle'), say('back')), button('finish', 'quiet', act.leave, say('finish'))),
  );
}

/** Parcels that go back with this courier. @param {any} visitor @param {any} act */
const back = (visitor, act) =>
  h(
    'div.returns',
    null,
    h('p', null, say('bringBackHint')),
    h('div.choices', null, visitor.parcels.map((/** @type {any} */ one) => button(`return-${one.parcel}`, 'plain', () => act.pickUp(one.parcel), say('openDoor', one.compartment)))),
  );

/** @param {any} state @param {any} act */
function found(state, act) {
  const { text, deliveries, recipients } = state.found;
  if (deliveries.length + recipients.length === 0) return h('p.none', null, say('nothingFound', text));
  return h(
    'div.found',
    null,
    h('h2', null, say('found')),
    h(
      'div.choices',
      null,
      deliveries.map((/** @type {any} */ one) =>
        h(
          'button.plain',
          { type: 'button', 'data-key': `delivery-${one.parcel}`, disabled: one.inside, onclick: () => (one.size ? act.deliver(one) : act.set({ chosen: { delivery: one } })) },
          h('b', null, one.label),
          h('span', null, one.inside ? say('alreadyInside') : say('announced'), one.tracking ? `, ${one.tracking}` : ''),
        ),
      ),
      recipients.map((/** @type {any} */ one) => button(`recipient-${one.id}`, 'plain', () => act.set({ chosen: { recipient: one } }), h('b', null, one.label), h('span', null, one.name))),
    ),
  );
}

/** @param {any} state @param {any} act */
function size(state, act) {
  const { delivery, recipient: person } = state.chosen;
  const what = delivery ? { parcel: delivery.parcel } : { recipient: person.id };
  const { beside } = delivery ?? person;
  // What is kept for announced parcels is free for them alone.
  const free = delivery ? delivery.free : state.view.around.free;
  // A larger one does when that size is full.
  const room = (/** @type {string} */ one) => SIZES.slice(SIZES.indexOf(one)).some((larger) => (free[larger] ?? 0) > 0);
  return h(
    'section.list',
    null,
    h('h1', null, say('whichSize')),
    h('p', null, say('forUnit', delivery ? delivery.label : person.label)),
    h(
      'div.choices.sizes',
      null,
      SIZES.map((one) =>
        h(
          'button.main',
          { type: 'button', 'data-key': `size-${one}`, disabled: !room(one), onclick: () => act.deposit({ ...what, size: one }) },
          h('b', null, say(one)),
          h('span', null, room(one) ? say('freeCount', free[one] ?? 0) : say('full')),
        ),
      ),
    ),
    h('label.reach', null, h('input', { type: 'checkbox', 'data-key': 'reach', checked: state.reachable, onchange: () => act.set({ reachable: !state.reachable }) }), say('reachMe')),
    h(
      'nav',
      null,
      beside && button('beside', 'plain', () => act.deposit({ ...what, size: delivery?.size ?? 's', together: true }), say('besideTheirs', beside)),
      button('back', 'quiet', () => act.set({ chosen: null }), say('back')),
    ),
  );
}

/** @param {any} state @param {any} act */
function refused(state, act) {
  const { why, seconds, trouble } = state.refused;
  const words = refusal(why, seconds);
  return h(
    'section.message.refused',
    null,
    h('h1', null, words.head),
    h('p', null, words.text),
    trouble && troubleCode(trouble),
    trouble && phone(state),
    h('nav', null, button('okay', 'main', () => act.set({ refused: null, ...(why === 'NO_SESSION' ? { mode: 'idle' } : {}) }), say('okay'))),
  );
}

/** @param {string} text */
export const troubleCode = (text) => h('p.trouble', null, h('span', null, say('code')), h('strong', null, text));

/** @param {any} state */
export const phone = (state) => h('p.phone', null, state.setup.phone ? say('callUs', state.setup.phone) : say('noPhone'));

/** @param {any} state @param {any} act */
function moreTime(state, act) {
  return h(
    'section.message',
    null,
    h('h1', null, say('moreTime')),
    h('p', null, say('leaving', state.view.visitor.leavesInSeconds)),
    h('nav', null, button('stay', 'main', act.stay, say('yesTime')), button('finish', 'quiet', act.leave, say('finish'))),
  );
}

/** @param {any} state @param {any} act */
function help(state, act) {
  return h(
    'section.message.help',
    null,
    h('h1', null, state.setup?.phone ? say('callUs', state.setup.phone) : say('noPhone')),
    h('p', null, say('sayThis')),
    h('p.trouble', null, h('strong', null, state.setup?.bank ?? '')),
    h('nav', null, button('close-help', 'main', () => act.set({ help: false }), say('close'))),
  );
}

