import { Directive, directive } from '../lit.js';

/** Marks an element once when the text it shows changes: `<td ${changed(value)}>`. The first value is no change. */
class Changed extends Directive {
  /** @type {unknown} */
  before = undefined;

  render() {
    return undefined;
  }

  /**
   * @param {{element: Element}} part
   * @param {[unknown]} values
   */
  update(part, [value]) {
    if (this.before !== undefined && this.before !== value) {
      const { element } = part;
      element.classList.remove('pulse');
      requestAnimationFrame(() => element.classList.add('pulse'));
      element.addEventListener('animationend', () => element.classList.remove('pulse'), { once: true });
    }
    this.before = value ?? null;
  }
}

export const changed = directive(Changed);
