// @ts-check
/** Python in a worker: started at the first run, ended when it is stopped or takes too long. */

const TIME_LIMIT = 120; // seconds a block

/** Python has been ended before it had an answer; the message says why. */
export class Ended extends Error {}

export class Interpreter {
  /** How many Pythons have been ended: what they had computed is gone. */
  nEnded = 0;
  /** @type {Worker | undefined} */
  #worker;
  /** What waits for an answer. @type {{ resolve: Function, reject: Function, tell: Function } | undefined} */
  #waiting;
  #timer = 0;

  /**
   * Run a block.
   * @param {{ page: number, fold: { number: number, isFirst: boolean }, name: string, source: string, ahead: string[] }} request
   * @param {(progress: { begins?: boolean, share?: number, megabytes?: number }) => void} tell called while Python is
   *   loaded, and when the block begins
   */
  run(request, tell) {
    this.#worker ??= this.#start();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject, tell };
      this.#worker?.postMessage(request);
    });
  }

  /** End Python, with all that it has computed. @param {string} reason */
  stop(reason) {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.nEnded += 1;
    this.#waiting?.reject(new Ended(reason));
    this.#waiting = undefined;
  }

  /** A worker made from a blob has the page's Content-Security-Policy; one from a file would have none. */
  #start() {
    const program = `import ${JSON.stringify(new URL("python-worker.js", import.meta.url).href)};`;
    const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
    const worker = new Worker(address, { type: "module" });
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = () => this.stop("Python could not be loaded.");
    worker.addEventListener("message", () => {
      worker.onerror = null; // it is there: from now on it tells of its failures itself
      URL.revokeObjectURL(address);
    }, { once: true });
    return worker;
  }

  #hear({ progress, result, failure }) {
    if (failure) this.stop(failure);
    else if (result) this.#answer(result);
    else if (progress.begins) this.#begin(progress);
    else this.#waiting?.tell(progress);
  }

  #begin(progress) {
    this.#timer = setTimeout(() => this.stop(`Stopped after ${TIME_LIMIT} seconds.`), TIME_LIMIT * 1000);
    this.#waiting?.tell(progress);
  }

  #answer(result) {
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(result);
  }
}
