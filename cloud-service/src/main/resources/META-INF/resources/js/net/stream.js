/**
 * One stream of server-sent events per tab. The browser resumes it with `Last-Event-ID` after a cut; when the server
 * refuses, it is opened anew with growing pauses. Events are handed on at most once a second, the first one at once.
 *
 * @typedef {{id: string, topic: string, data: any}} Change
 * @typedef {{live: boolean, since: number, resumed: number}} Link
 */
export class Stream {
  /** @type {EventSource | null} */
  #source = null;
  /** @type {Change[]} */
  #waiting = [];
  #flushed = 0;
  #timer = 0;
  #retry = 0;
  #pause = 1000;
  #wasLive = false;
  #watch = 0;
  #ticked = Date.now();
  /** @type {Link} */
  link = { live: false, since: Date.now(), resumed: 0 };

  /**
   * @param {string} address
   * @param {string[]} topics the names of the events to listen for
   * @param {{changes: (changes: Change[]) => void, link: (link: Link) => void, gap: () => void, refused: () => void}} then
   */
  constructor(address, topics, then) {
    this.address = address;
    this.topics = topics;
    this.then = then;
  }

  open() {
    this.close();
    const source = new EventSource(this.address);
    this.#source = source;
    source.onopen = () => {
      this.#pause = 1000;
      this.#state(true);
    };
    source.onerror = () => {
      this.#state(false);
      if (source.readyState !== EventSource.CLOSED) return;
      this.then.refused();
      this.#retry = window.setTimeout(() => this.#anew(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, 30_000);
    };
    this.#ticked = Date.now();
    this.#watch = window.setInterval(() => this.#wake(), 5000);
    for (const topic of this.topics) source.addEventListener(topic, (event) => this.#take(topic, /** @type {MessageEvent} */ (event)));
  }

  close() {
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
    this.#source?.close();
    this.#source = null;
  }

  /** A machine that slept may hold a dead connection and not know it: timers that stood still tell. */
  #wake() {
    const slept = Date.now() - this.#ticked > 25_000;
    this.#ticked = Date.now();
    if (slept) this.#anew();
  }

  /** A stream opened anew has no memory of the last event: what happened in between has to be read. */
  #anew() {
    this.open();
    this.#source?.addEventListener('open', () => this.then.gap(), { once: true });
  }

  /** @param {boolean} live */
  #state(live) {
    if (live === this.link.live && this.#wasLive === live) return;
    const cutFor = live && this.#wasLive === false ? Date.now() - this.link.since : 0;
    this.#wasLive = live;
    this.link = { live, since: Date.now(), resumed: cutFor };
    this.then.link(this.link);
  }

  /**
   * @param {string} topic
   * @param {MessageEvent} event
   */
  #take(topic, event) {
    let data;
    try {
      data = JSON.parse(event.data);
    } catch {
      return;
    }
    if (topic === 'reset') {
      this.then.gap();
      return;
    }
    this.#waiting.push({ id: event.lastEventId, topic, data });
    if (this.#timer) return;
    const wait = Math.max(0, this.#flushed + 1000 - Date.now());
    this.#timer = window.setTimeout(() => this.#flush(), wait);
  }

  #flush() {
    this.#timer = 0;
    this.#flushed = Date.now();
    const changes = this.#waiting;
    this.#waiting = [];
    this.then.changes(changes);
  }
}
