/** A clock that ticks once a picture, or once a second for readers who ask for less motion. */

const SECOND = 1000;

export class Clock {
  /** @param {(isCalm: boolean) => void} onTick is told whether the ticks are a second apart */
  constructor(onTick) {
    this.onTick = onTick;
    this.isRunning = false;
    this.lastTick = 0;
  }

  start() {
    this.isRunning = true;
    this.lastTick = -Infinity;
    requestAnimationFrame((now) => this.look(now));
  }

  stop() {
    this.isRunning = false;
  }

  look(now) {
    if (!this.isRunning) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!isCalm || now - this.lastTick >= SECOND) {
      this.lastTick = now;
      this.onTick(isCalm);
    }
    requestAnimationFrame((next) => this.look(next));
  }
}
