import de from './words/de.js';
import en from './words/en.js';
import fr from './words/fr.js';

/** The languages there are, by their codes. @type {Record<string, any>} */
const all = { en, de, fr };

let code = 'en';

/** @param {string} wanted a language's code; one that is not there changes nothing */
export function speak(wanted) {
  if (all[wanted]) {
    code = wanted;
    document.documentElement.lang = wanted;
  }
}

export const spoken = () => code;

/** @param {string[]} offered @returns {{code: string, name: string}[]} */
export const languages = (offered) => offered.filter((one) => all[one]).map((one) => ({ code: one, name: all[one].name }));

/** Puts values in for `{}`, in order; the last one serves for all that follow. @param {string} text @param {unknown[]} values */
function fill(text, values) {
  let at = 0;
  return text.replaceAll('{}', () => String(values[Math.min(at++, values.length - 1)] ?? ''));
}

/** A sentence of the screen. @param {string} key @param {...unknown} values */
export const say = (key, ...values) => fill(all[code][key] ?? key, values);

/** How a movement ended: heading and sentence. @param {'deposit' | 'pickup'} kind @param {string} verdict @param {string} door */
export function ending(kind, verdict, door) {
  const [head, text] = all[code].verdict[kind]?.[verdict] ?? [verdict, ''];
  return { head: fill(head, [door]), text: fill(text, [door]) };
}

/** Why something does not go: heading and what to do. @param {string} why @param {number | null | undefined} seconds */
export function refusal(why, seconds) {
  const [head, text] = all[code].why[why] ?? all[code].why.ASK_SUPPORT;
  return { head, text: fill(text, [clock(seconds ?? 60)]) };
}

/** What a sensor is called. @param {string | null | undefined} channel */
export const channelName = (channel) => all[code].channel[channel ?? ''] ?? channel ?? '';

/** How well a sensor sees two sheets of paper, as a sentence. @param {{channel: string, level: string, margin: number, change: number, unit: string}} scale */
export function margin(scale) {
  const number = (/** @type {number} */ value) => new Intl.NumberFormat(code, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  return `${channelName(scale.channel)}: ${say(`margin${scale.level}`, number(scale.margin), `${number(scale.change)} ${scale.unit}`.trim())}`;
}

/** Minutes and seconds, such as `1:45`. @param {number} seconds */
export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
