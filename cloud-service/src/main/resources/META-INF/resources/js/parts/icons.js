import { html, svg } from '../lit.js';

/** Filled shapes say how bad, line drawings say what. 16 x 16, drawn in the colour of the text around them. */
const drawings = {
  /* how bad */
  octagon: svg`<path class="fill" d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z"/><path class="cut" d="M8 4.6v4.2M8 11.2v.2"/>`,
  triangle: svg`<path class="fill" d="M8 1.6 15 14H1z"/><path class="cut" d="M8 6v3.8M8 11.9v.2"/>`,
  diamond: svg`<path class="fill" d="M8 1.2 14.8 8 8 14.8 1.2 8z"/>`,
  ring: svg`<circle cx="8" cy="8" r="5.6"/><circle class="fill" cx="8" cy="8" r="2.2"/>`,
  check: svg`<path d="m2.8 8.6 3.4 3.6 7-8"/>`,
  wrench: svg`<path d="M10.2 5.8 13 3a3.8 3.8 0 0 1-5 5L4 12.2a1.3 1.3 0 0 1-1.9-1.9L6.300 6.200A3.800 3.800 0 0 1 11 1.300L8.600 3.700z"/>`,
  dashed: svg`<circle cx="8" cy="8" r="6" stroke-dasharray="2.2 2.5"/>`,
  dot: svg`<circle class="fill" cx="8" cy="8" r="3"/>`,
  cross: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  dash: svg`<path d="M4 8h8"/>`,
  /* what */
  fleet: svg`<rect x="2" y="2" width="12" height="12" rx="1.5"/><path d="M8 2v12M2 6h6M2 10h6M8 8h6"/>`,
  bell: svg`<path d="M3.500 11.500h9c-1-1-1.300-2-1.300-4.500a3.200 3.200 0 0 0-6.400 0c0 2.500-.3 3.500-1.300 4.500zM6.600 13.800h2.800M8 2.200v1.600"/>`,
  search: svg`<circle cx="7" cy="7" r="4.500"/><path d="m10.400 10.400 3.600 3.600"/>`,
  help: svg`<circle cx="8" cy="8" r="6.200"/><path d="M6.200 6.300a1.900 1.900 0 1 1 2.700 1.800c-.6.3-.9.700-.9 1.400M8 11.400v.2"/>`,
  sun: svg`<circle cx="8" cy="8" r="2.800"/><path d="M8 1.200v1.600M8 13.200v1.600M1.200 8h1.600M13.200 8h1.600M3.200 3.200l1.100 1.100M11.700 11.700l1.100 1.100M12.800 3.200l-1.100 1.100M4.300 11.700l-1.100 1.100"/>`,
  moon: svg`<path d="M13.400 9.700A5.800 5.800 0 0 1 6.300 2.600a5.800 5.800 0 1 0 7.100 7.100z"/>`,
  auto: svg`<circle cx="8" cy="8" r="5.800"/><path class="fill" d="M8 2.200a5.800 5.800 0 0 1 0 11.600z"/>`,
  person: svg`<circle cx="8" cy="5.200" r="2.700"/><path d="M2.800 14c.5-3 2.400-4.400 5.200-4.400s4.700 1.400 5.200 4.400"/>`,
  leave: svg`<path d="M6.500 2.500h-3v11h3M10.500 4.800 13.700 8l-3.200 3.200M13.500 8h-7"/>`,
  plug: svg`<path d="M5.500 1.800v3.400M10.500 1.800v3.400M3.800 5.200h8.400v2.300a4.200 4.200 0 0 1-8.400 0zM8 11.700v2.700"/>`,
  battery: svg`<rect x="1.500" y="4.500" width="11.500" height="7" rx="1.200"/><path d="M15 7v2"/><path class="fill" d="M3.500 6.500h4.500v3h-4.500z"/>`,
  bolt: svg`<path d="M9.200 1.500 3.500 9h4l-.8 5.500L12.500 7h-4z"/>`,
  screen: svg`<rect x="1.800" y="2.500" width="12.400" height="8.700" rx="1.200"/><path d="M5.500 14h5M8 11.200V14"/>`,
  chip: svg`<rect x="4" y="4" width="8" height="8" rx="1"/><path d="M6 1.500V4M10 1.500V4M6 12v2.500M10 12v2.500M1.500 6H4M1.500 10H4M12 6h2.500M12 10h2.500"/>`,
  link: svg`<path d="M1.500 6.200a9.500 9.500 0 0 1 13 0M3.900 8.700a6 6 0 0 1 8.200 0"/><circle class="fill" cx="8" cy="11.800" r="1.300"/>`,
  unlinked: svg`<path d="M1.500 6.200a9.500 9.500 0 0 1 4-2.300M10 3.900a9.500 9.500 0 0 1 4.500 2.300M3.900 8.700a6 6 0 0 1 2.400-1.500M12.100 8.700a6 6 0 0 0-1.700-1.200M2 14 14 2"/><circle class="fill" cx="8" cy="11.800" r="1.300"/>`,
  door: svg`<path d="M3.500 14V2h9v12M2 14h12"/><path d="M10 7.800v.6"/>`,
  doorOpen: svg`<path d="M12.500 14V2h-9v12M2 14h12M3.500 2l5 2v12l-5-2"/>`,
  lock: svg`<rect x="3" y="7" width="10" height="7" rx="1.200"/><path d="M5.200 7V4.800a2.800 2.800 0 0 1 5.600 0V7"/>`,
  unlock: svg`<rect x="3" y="7" width="10" height="7" rx="1.200"/><path d="M5.200 7V4.600a2.800 2.800 0 0 1 5.400-.9"/>`,
  parcel: svg`<path d="M2 5.200 8 2l6 3.200v5.900L8 14.200l-6-3.100zM2 5.200l6 3.100 6-3.100M8 8.300v5.900"/>`,
  reboot: svg`<path d="M13.300 8a5.300 5.300 0 1 1-1.700-3.900M13.500 1.800v3h-3"/>`,
  command: svg`<path d="m2.500 4 4 4-4 4M8 12.500h5.500"/>`,
  clock: svg`<circle cx="8" cy="8" r="6.200"/><path d="M8 4.300V8l2.500 1.700"/>`,
  book: svg`<path d="M2.500 2.500h4A1.500 1.500 0 0 1 8 4a1.500 1.500 0 0 1 1.500-1.500h4v10h-4A1.500 1.500 0 0 0 8 14a1.500 1.500 0 0 0-1.500-1.500h-4zM8 4v10"/>`,
  film: svg`<rect x="1.800" y="3" width="12.400" height="10" rx="1.200"/><path d="m6.700 6 3.300 2-3.300 2z"/>`,
  pin: svg`<path d="M8 14.500c-3-3.600-4.600-5.800-4.600-8.100a4.600 4.600 0 0 1 9.200 0c0 2.300-1.600 4.500-4.600 8.100z"/><circle cx="8" cy="6.400" r="1.600"/>`,
  key: svg`<circle cx="5" cy="11" r="3"/><path d="M7.200 8.800 13.500 2.500M11 5l2 2M9.300 6.700l1.300 1.300"/>`,
  sign: svg`<path d="M2 12.500c2-5.500 3.800-8.300 5-8.300 1.600 0-1.500 7.300-.3 7.300 1 0 1.500-2.300 2.500-2.300s.4 2 1.400 2c.8 0 1.300-.7 3.400-.7M2 14.500h12"/>`,
  send: svg`<path d="M14 2 7 9M14 2 9.800 14 7 9 2 6.200z"/>`,
  more: svg`<circle class="fill" cx="3.500" cy="8" r="1.100"/><circle class="fill" cx="8" cy="8" r="1.100"/><circle class="fill" cx="12.500" cy="8" r="1.100"/>`,
  copy: svg`<rect x="5.500" y="5.500" width="8.500" height="8.500" rx="1.200"/><path d="M3.500 10.500h-.3A1.200 1.200 0 0 1 2 9.300V3.200A1.200 1.200 0 0 1 3.200 2h6.100a1.200 1.200 0 0 1 1.200 1.200v.3"/>`,
  chevron: svg`<path d="m6 3.500 4.500 4.500L6 12.500"/>`,
  down: svg`<path d="m3.500 6 4.500 4.500L12.500 6"/>`,
  arrow: svg`<path d="M2.500 8h11M9 3.500 13.500 8 9 12.500"/>`,
};

/**
 * @param {keyof typeof drawings} name
 * @param {string} [tone] a token name such as `critical`; none: the colour of the text
 */
export const icon = (name, tone) =>
  html`<svg class=${tone ? `icon tone-${tone}` : 'icon'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">${drawings[name] ?? drawings.dashed}</svg>`;

/**
 * Shape, colour and word together: the only way this dashboard shows a state.
 * @param {{tone: string, shape: keyof typeof drawings, label: string}} state
 */
export const badge = ({ tone, shape, label }) =>
  html`<span class="badge tone-${tone}">${icon(shape)}<span>${label}</span></span>`;

/** The product's own mark: the front of a small bank */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <rect class="ground" width="32" height="32" rx="7" />
  <rect x="7" y="7" width="18" height="18" rx="2.5" />
  <path d="M16 7v18M7 16h9M16 13h9" />
</svg>`;
