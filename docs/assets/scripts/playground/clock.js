/** A clock that ticks once a picture, or once a second for readers who ask for less motion. */

const SECOND = 1000;

export class Clock {
  /** The request for the next picture, while the clock runs. @type {number | undefined} */
  frame;

  /** @param {(isCalm: boolean, now: number) => void} onTick is told whether the ticks are a second apart, and the time */
  constructor(onTick) {
    this.onTick = onTick;
    this.lastTick = 0;
  }

  get isRunning() {
    return this.frame !== undefined;
  }

  start() {
    this.lastTick = -Infinity;
    this.wait();
  }

  /** Stop, and withdraw the request: it would still be there if the clock were started before the next picture. */
  stop() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }

  wait() {
    this.frame = requestAnimationFrame((now) => this.look(now));
  }

  look(now) {
    this.wait(); // first: a tick may stop the clock
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (isCalm && now - this.lastTick < SECOND) return;
    this.lastTick = now;
    this.onTick(isCalm, now);
  }
}
