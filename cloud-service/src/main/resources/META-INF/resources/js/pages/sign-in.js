import { html, nothing } from '../lit.js';
import { signIn } from '../net/api.js';
import { icon, mark } from '../parts/icons.js';
import { problemNotice } from '../parts/states.js';

/**
 * The gate. Afterwards one is back where one was.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function signInPage(context) {
  let busy = false;
  /** @type {any} */
  let problem = null;
  /** @type {string | null} */
  let missing = null;

  /** Only a path of this very site: an address brought in from elsewhere leads nowhere */
  function back() {
    const wanted = context.query().get('return') ?? '/';
    const url = new URL(wanted, location.origin);
    return wanted.startsWith('/') && url.origin === location.origin && url.pathname !== '/sign-in' ? url.pathname + url.search : '/';
  }

  /** @param {Event} event */
  async function enter(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const fields = new FormData(form);
    const username = String(fields.get('username') ?? '').trim();
    const password = String(fields.get('password') ?? '');
    missing = username === '' ? 'username' : password === '' ? 'password' : null;
    if (missing || busy) {
      context.draw();
      /** @type {HTMLElement | null} */ (form.querySelector(`[name="${missing}"]`))?.focus();
      return;
    }
    busy = true;
    problem = null;
    context.draw();
    try {
      await signIn(username, password);
      busy = false;
      context.go(back());
      return;
    } catch (failure) {
      problem = failure;
    }
    busy = false;
    context.draw();
    const input = /** @type {HTMLInputElement | null} */ (form.querySelector('[name="password"]'));
    if (input) {
      input.value = '';
      input.focus();
    }
  }

  /** @param {string} name @param {string} label @param {string} type @param {string} hint */
  const field = (name, label, type, hint) => html`<div class="field">
    <label for=${name}>${label}</label>
    <input id=${name} name=${name} type=${type} autocomplete=${hint} autocapitalize="none" spellcheck="false" required
      aria-invalid=${missing === name} aria-describedby=${missing === name ? `${name}-wrong` : nothing} />
    ${missing === name ? html`<p class="wrong" id=${`${name}-wrong`}>${icon('octagon')}${name === 'username' ? 'Give your name.' : 'Give your password.'}</p>` : nothing}
  </div>`;

  return {
    title: 'Sign in',
    topics: [],
    view: () => html`<main>
      <p class="brand">${mark}Lockward</p>
      <div class="card">
        <h1 tabindex="-1">Sign in</h1>
        ${context.query().get('ended') && !problem
          ? html`<div class="notice info" role="status">${icon('clock', 'info')}<div><strong>Your session has ended.</strong><p class="soft">Sign in and you are back where you were.</p></div></div>`
          : nothing}
        ${problem ? (problem.status === 401 ? wrong() : problemNotice(problem)) : nothing}
        <form novalidate @submit=${enter}>
          ${field('username', 'Name', 'text', 'username')} ${field('password', 'Password', 'password', 'current-password')}
          <button type="submit" class="button primary" ?disabled=${busy}>${busy ? 'Signing in…' : 'Sign in'}</button>
        </form>
      </div>
      <p class="small mute">The first start of Lockward prints a name and a password once, in its terminal. Lost it? Whoever runs the service can make another.</p>
    </main>`,
  };
}

const wrong = () => html`<div class="notice critical" role="alert">${icon('octagon', 'critical')}
  <div><strong>That name and password do not fit.</strong><p class="soft">Check both and try again. Capital letters count.</p></div></div>`;
