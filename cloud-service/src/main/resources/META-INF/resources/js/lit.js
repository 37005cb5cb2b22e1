/**
 * The one place that names the template library and its version (the jar org.mvnpm:lit-html serves it). lit-html imports
 * its own parts by relative paths only, so no import map is needed and `script-src 'self'` is enough.
 */
export { html, svg, nothing, render } from '/_static/lit-html/3.3.3/lit-html.js';
export { repeat } from '/_static/lit-html/3.3.3/directives/repeat.js';
export { live } from '/_static/lit-html/3.3.3/directives/live.js';
export { keyed } from '/_static/lit-html/3.3.3/directives/keyed.js';
export { ref } from '/_static/lit-html/3.3.3/directives/ref.js';
export { directive, Directive } from '/_static/lit-html/3.3.3/directive.js';
