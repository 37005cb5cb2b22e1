import { plural } from './time.js';

/**
 * The health of a fleet in one sentence, and the tiles under it. Pure.
 * @typedef {{banks: number, online: number, needPerson: number, healing: number, sentence?: string, counts?: any}} Fleet
 */

/** @param {Fleet} fleet */
export function fleetSentence(fleet) {
  if (fleet.banks === 0) return 'No bank has joined yet.';
  const { needPerson, healing } = fleet;
  const parts = [];
  if (needPerson > 0) parts.push(`${plural(needPerson, 'bank')} ${needPerson === 1 ? 'needs' : 'need'} a person`);
  if (healing > 0) parts.push(`${needPerson > 0 ? healing.toLocaleString('en-GB') : plural(healing, 'bank')} ${healing === 1 ? 'is' : 'are'} healing`);
  if (parts.length > 0) return `${parts.join('; ')}.`;
  return fleet.banks === 1 ? 'The bank is well. Nothing needs you.' : `All ${fleet.banks.toLocaleString('en-GB')} banks are well. Nothing needs you.`;
}

/**
 * The tiles: each is a filter, so that every number leads to what it counts
 * @param {Fleet} fleet
 * @returns {Array<{label: string, count: number, tone: string, shape: string, filter: Record<string, string>}>}
 */
export function tilesOf(fleet) {
  const health = fleet.counts?.health ?? {};
  const presence = fleet.counts?.presence ?? {};
  return [
    { label: 'All banks', count: fleet.banks, tone: 'calm', shape: 'fleet', filter: {} },
    { label: 'Critical', count: health.critical ?? 0, tone: 'critical', shape: 'octagon', filter: { health: 'critical' } },
    { label: 'Major', count: health.major ?? 0, tone: 'major', shape: 'triangle', filter: { health: 'major' } },
    { label: 'Minor', count: health.minor ?? 0, tone: 'minor', shape: 'diamond', filter: { health: 'minor' } },
    { label: 'Lost', count: presence.lost ?? 0, tone: 'major', shape: 'unlinked', filter: { presence: 'lost' } },
    { label: 'Offline', count: presence.offline ?? 0, tone: 'unknown', shape: 'unlinked', filter: { presence: 'offline' } },
    { label: 'Never seen', count: presence['never-seen'] ?? 0, tone: 'unknown', shape: 'dashed', filter: { presence: 'never-seen' } },
  ];
}
