/*
 * Follows a run of entries through its file, as the bytes come. Every checkpoint inside must hold, and the chain must
 * end where the bank signed it: a wrong entry then lies between two of them.
 */
import { entry, lastOf } from './manifest.js';
import { Sha256, hex, unhex } from './sha256.js';
import { base64url, holds, thumbprint } from './signed.js';

const MOST_LINE = 16 * 1024;

export class RunCheck {
  #run;
  #keys;
  #clips;
  #line = new Uint8Array(MOST_LINE);
  #length = 0;
  #seq;
  #open;
  #chain;
  #failure = '';

  /**
   * @param {object} run as the manifest says it
   * @param {string[]} keys those of the run's bank
   * @param {number[]} wanted the numbers of the entries that are to name a clip
   */
  constructor(run, keys, wanted) {
    this.#run = run;
    this.#keys = keys;
    this.#clips = new Map(wanted.map((seq) => [seq, null]));
    this.#seq = run.first;
    this.#open = run.first;
    this.#chain = unhex(run.prev);
  }

  /** @param {Uint8Array} piece */
  async take(piece) {
    for (let i = 0; i < piece.length && !this.#failure; i++) {
      if (piece[i] === 10) {
        await this.#entry(this.#line.slice(0, this.#length));
        this.#length = 0;
      } else if (this.#length === MOST_LINE) {
        this.#failure = `entry ${this.#seq} is longer than an entry can be`;
      } else {
        this.#line[this.#length++] = piece[i];
      }
    }
  }

  async #entry(line) {
    const seq = this.#seq;
    if (seq > lastOf(this.#run)) {
      this.#failure = `holds more than its ${this.#run.count} entries`;
      return;
    }
    const said = entry(line);
    if (said === null) {
      this.#failure = `entry ${seq} cannot be read`;
    } else if (said.type === 'journal.gap' && said.from === seq) {
      this.#failure = `entry ${seq} stands for dropped entries: nothing before it is proven`;
    } else if (said.type === 'journal.checkpoint') {
      await this.#checkpoint(said);
    } else if (said.type === 'clip.recorded' && this.#clips.has(seq)) {
      this.#clips.set(seq, `${said.clip} ${said.sha256}`);
    }
    this.#chain = new Sha256().update(this.#chain).update(line).digest();
    this.#seq++;
  }

  async #checkpoint({ upTo, chain, signature }) {
    if (upTo !== this.#seq - 1 || chain !== hex(this.#chain)) {
      this.#failure = `entries ${this.#open} to ${this.#seq - 1} do not lead to the checkpoint in entry ${this.#seq}`;
    } else if (!(await this.#signer(upTo, signature))) {
      this.#failure = `the checkpoint in entry ${this.#seq} is not signed by this bank`;
    }
    this.#open = this.#seq + 1;
  }

  /** The fingerprint of the bank's key that signed the chain as it is now; empty when none did. */
  async #signer(upTo, signature) {
    const { bank, journal, epoch } = this.#run;
    const words = `lockward-checkpoint+v1\n${bank}\n${journal}\n${epoch}\n${upTo}\n${hex(this.#chain)}`;
    for (const key of this.#keys) {
      if (await holds(key, base64url(signature), new TextEncoder().encode(words))) return thumbprint(key);
    }
    return '';
  }

  /** After the last byte. */
  async conclude() {
    const { bank, first, signature } = this.#run;
    const last = lastOf(this.#run);
    if (!this.#failure && this.#length > 0) this.#failure = 'its last line does not end';
    if (!this.#failure && this.#seq <= last) this.#failure = `ends before entry ${last}`;
    const signer = this.#failure ? '' : await this.#signer(last, signature);
    if (!this.#failure && !signer) {
      this.#failure = `entries ${this.#open} to ${last} do not lead to what the bank signed`;
    }
    return this.#failure
      ? { outcome: 'fails', detail: this.#failure }
      : { outcome: 'holds', detail: `entries ${first} to ${last} lead to what ${bank} signed with the key ${signer}` };
  }

  /** The clip and the SHA-256 that an entry names; null when it names none, or the run does not hold. */
  named(seq) {
    return this.#failure ? null : this.#clips.get(seq);
  }

  covers(clip) {
    const run = this.#run;
    return (
      clip.bank === run.bank &&
      clip.journal === run.journal &&
      clip.epoch === run.epoch &&
      clip.seq >= run.first &&
      clip.seq <= lastOf(run)
    );
  }
}
