/**
 * What of a bank can be configured from afar, as people read it. The bank checks again and says so when it does not fit. Pure.
 * @typedef {{key: string, name: string, unit: string, least: number, most: number, usual: number, does: string}} Setting
 */

/** @type {Setting[]} */
export const settings = [
  { key: 'door.ajar-seconds', name: 'Door counts as left open after', unit: 's', least: 1, most: 86_400, usual: 120, does: 'Then the alarm “Door left open” is raised.' },
  { key: 'door.verify-seconds', name: 'Door has to open within', unit: 's', least: 1, most: 60, usual: 5, does: 'After a pulse of its lock; else it counts as jammed.' },
  { key: 'lock.pulse-milliseconds', name: 'Lock is driven for', unit: 'ms', least: 20, most: 3000, usual: 500, does: 'Longer helps stiff locks, and warms the coil.' },
  { key: 'kiosk.silence-seconds', name: 'Screen counts as frozen after', unit: 's', least: 1, most: 3600, usual: 45, does: 'Of silence; then it is restarted.' },
  { key: 'disk.free-percent', name: 'Disk counts as nearly full below', unit: '%', least: 1, most: 50, usual: 10, does: 'Of free space.' },
];

/** @param {string} key */
const known = (key) => settings.find((each) => each.key === key);

/** @param {string} key */
export const settingName = (key) => known(key)?.name ?? key;

/** @param {string} key @param {string | undefined} value */
export const settingValue = (key, value) => (value === undefined ? 'as in its own file' : `${value}\u00a0${known(key)?.unit ?? ''}`.trim());

/**
 * Why a value does not fit, or nothing
 * @param {Setting} setting
 * @param {string} text empty: the bank's own file decides
 */
export function misfit({ least, most, unit }, text) {
  if (text.trim() === '') return '';
  const number = Number(text);
  return /^\d+$/.test(text.trim()) && number >= least && number <= most
    ? ''
    : `A whole number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}\u00a0${unit}, or nothing.`;
}

/**
 * Each setting that differs between what is wanted and what the bank says it has
 * @param {Record<string, string>} wanted
 * @param {Record<string, string>} applied
 */
export function differences(wanted, applied) {
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(applied)])].sort();
  return keys.map((key) => ({ key, wanted: wanted[key], applied: applied[key], same: wanted[key] === applied[key] }));
}

/** @param {any} configuration @returns {{tone: string, shape: string, label: string}} */
export function configurationWords(configuration) {
  switch (configuration?.state) {
    case 'applied':
      return { tone: 'calm', shape: 'check', label: `Version ${configuration.wanted.version} applied` };
    case 'waiting':
      return { tone: 'info', shape: 'ring', label: `Version ${configuration.wanted.version} on its way` };
    case 'not-taken':
      return { tone: 'major', shape: 'triangle', label: `Version ${configuration.wanted.version} not taken` };
    case 'none':
      return { tone: 'calm', shape: 'dash', label: 'Its own file alone' };
    default:
      return { tone: 'unknown', shape: 'dashed', label: 'Not known' };
  }
}
