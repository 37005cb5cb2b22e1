import { button, h } from './dom.js';
import { front, place } from './front.js';
import { phone, troubleCode } from './screens.js';
import { clock, ending, say } from './words.js';

/** Verdicts after which a parcel is where it should be, or is taken to be. */
const FINE = new Set(['verified', 'wrong-compartment', 'interrupted-resumed', 'sensor-suspect', 'undecided', 'collected']);

/** Nothing has to be settled with whoever stands there. @param {any} step that has ended */
export const isFine = (step) => FINE.has(step.verdict) && !step.asks;

/** A door's screen: what to do, where, and every way in which it can go wrong as a button. */
function door(/** @type {any} */ state, /** @type {string} */ lit, /** @type {any} */ words, /** @type {any} */ buttons) {
  return h('section.door', { 'aria-busy': String(state.waiting) }, h('div.tell', null, words), front(state.view.around.doors, lit), h('nav', null, buttons));
}

/** @param {any} state @param {any} act */
export function opening(state, act) {
  const { compartment, pulses, movement } = state.view.visitor.step;
  const doors = state.view.around.doors;
  return door(
    state,
    compartment,
    [h('h1', null, say(pulses > 1 ? 'openingAgain' : 'opening', compartment)), h('p', null, place(doors, compartment))],
    [
      button('did-not-open', 'plain', () => act.say('DID_NOT_OPEN'), say('didNotOpen')),
      button('cannot-reach', 'plain', () => act.say('CANNOT_REACH'), say('cannotReach')),
      movement === 'deposit' && button('cancel', 'quiet', () => act.say('CANCEL'), say('cancel')),
    ],
  );
}

/** @param {any} state @param {any} act */
export function open(state, act) {
  const { compartment, seen, wish, elsewhere, movement } = state.view.visitor.step;
  const doors = state.view.around.doors;
  if (elsewhere) return other(state, act, compartment, elsewhere);
  const deposit = movement === 'deposit';
  const noted = wish !== 'NONE' && wish !== 'DONE';
  return door(
    state,
    compartment,
    noted ? [h('h1', null, say('closeDoor', compartment)), h('p', null, say('noted', compartment))] : [h('h1', null, say(deposit ? 'putIn' : 'takeOut', compartment)), h('p', null, place(doors, compartment))],
    [
      !seen && button('done', 'main', () => act.say('DONE'), say('doorShut')),
      !noted && deposit && button('too-small', 'plain', () => act.say('TOO_SMALL'), say('tooSmall')),
      !noted && deposit && button('something-inside', 'plain', () => act.say('SOMETHING_INSIDE'), say('somethingInside')),
      !noted && deposit && button('cannot-reach', 'plain', () => act.say('CANNOT_REACH'), say('cannotReach')),
      !noted && !deposit && button('not-here', 'plain', () => act.say('NOT_HERE'), say('notHere')),
      !noted && !deposit && button('not-mine', 'plain', () => act.say('NOT_MINE'), say('notMine')),
      !noted && deposit && button('cancel', 'quiet', () => act.say('CANCEL'), say('cancel')),
    ],
  );
}

/** The sensors see the parcel in another compartment. @param {any} state @param {any} act @param {string} offered @param {string} elsewhere */
function other(state, act, offered, elsewhere) {
  return door(
    state,
    elsewhere,
    [h('h1', null, say('seemsIn', elsewhere, elsewhere)), h('p', null, say('closeDoor', offered))],
    [button('use-other', 'main', () => act.say('USE_OTHER'), say('yesUse', elsewhere)), button('reopen', 'plain', () => act.say('REOPEN'), say('openDoor', offered)), button('cancel', 'quiet', () => act.say('CANCEL'), say('cancel'))],
  );
}

/** @param {any} state */
export function deciding(state) {
  const { compartment } = state.view.visitor.step;
  return door(state, compartment, [h('h1', null, say('checking', compartment)), state.kept && h('p', null, say('isNext'))], []);
}

/** The sensors cannot tell what was taken: the person is asked. @param {any} state @param {any} act @param {string} compartment */
function tookAll(state, act, compartment) {
  return h(
    'section.message',
    { 'aria-busy': String(state.waiting) },
    h('h1', null, say('tookAll')),
    h('p', null, say('tookAllHint', compartment)),
    h('nav', null, button('took-all', 'plain', () => act.say('TOOK_ALL'), say('yesAll')), button('left-some', 'plain', () => act.say('LEFT_SOME'), say('noSome'))),
  );
}

/** @param {any} state @param {any} act */
export function ended(state, act) {
  const { visitor } = state.view;
  const { movement, compartment, verdict, where, trouble, reopenSeconds, asks, instead, insteadFree } = visitor.step;
  if (asks) return tookAll(state, act, compartment);
  const courier = visitor.label !== null && visitor.label !== undefined;
  const words = ending(movement, verdict, where);
  const more = courier ? [] : visitor.parcels.filter((/** @type {any} */ one) => !visitor.done.some((/** @type {any} */ past) => past.parcel === one.parcel));
  const other = instead && insteadFree;
  return h(
    `section.message.${FINE.has(verdict) ? 'fine' : 'refused'}`,
    null,
    h('h1', null, words.head),
    h('p', null, words.text),
    instead && !insteadFree && h('p', null, say('noneInstead')),
    trouble && troubleCode(trouble),
    trouble && phone(state),
    h(
      'nav',
      null,
      other && button('instead', 'main', () => act.say('INSTEAD'), say(`instead-${instead}`)),
      courier && button('next', other ? 'plain' : 'main', () => act.go('deliver'), say('next')),
      more.map((/** @type {any} */ one) => button(`parcel-${one.parcel}`, 'main', () => act.pickUp(one.parcel), say('openDoor', one.compartment))),
      reopenSeconds > 0 && button('reopen', 'plain', () => act.say('REOPEN'), say('reopen', clock(reopenSeconds))),
      !courier && movement === 'pickup' && verdict !== 'not-opened' && button('not-here', 'plain', () => act.say('NOT_HERE'), say('notHere')),
      !courier && button('another', 'plain', () => act.go('code'), say('anotherCode')),
      button('finish', more.length === 0 && !courier ? 'main' : 'quiet', act.leave, say('finish')),
    ),
    h('p.only-read', null, compartment),
  );
}
