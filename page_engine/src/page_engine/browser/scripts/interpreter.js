// @ts-check
/** Python in a worker: started before the first run, ended when it is stopped or takes too long. */

const TIME_LIMIT = 120; // seconds a block

/** @typedef {{ what?: string, expected?: number, loaded?: number, begins?: boolean, printed?: string }} Progress */

/** Python has been ended before it had an answer; the message says why. */
export class Ended extends Error {}

class Interpreter {
  /** How many Pythons have been ended: what they had computed is gone. */
  nEnded = 0;
  /** @type {Worker | undefined} */
  #worker;
  /** What waits for an answer. @type {{ resolve: Function, reject: Function, tell: Function } | undefined} */
  #waiting;
  #timer = 0;
  /** How far Python has been loaded, while it is. @type {Progress | undefined} */
  #coming;

  /** Begin to load Python, unless it is there. @param {string[]} ahead code that is likely to run */
  prepare(ahead) {
    if (this.#worker) return;
    this.#worker = this.#start();
    this.#coming = { what: "Python" };
    this.#worker.postMessage({ ahead });
  }

  /**
   * Run a block.
   * @param {{ page: number, fold: { number: number, isFirst: boolean }, name: string, source: string,
   *   isEdited: boolean, ahead: string[] }} request
   * @param {(progress: Progress) => void} tell called while Python is loaded, when the block begins and when it prints
   */
  run(request, tell) {
    this.prepare(request.ahead);
    if (this.#coming) tell(this.#coming);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject, tell };
      this.#worker?.postMessage(request);
    });
  }

  /** End Python, with all that it has computed. @param {string} reason */
  stop(reason) {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = this.#coming = undefined;
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
    else this.#follow(progress);
  }

  #follow(progress) {
    this.#coming = progress.expected ? progress : undefined;
    if (progress.begins) {
      this.#timer = setTimeout(() => this.stop(`Stopped after ${TIME_LIMIT} seconds.`), TIME_LIMIT * 1000);
    }
    this.#waiting?.tell(progress);
  }

  #answer(result) {
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(result);
  }
}

/** One for all pages: it stays warm. */
export const interpreter = new Interpreter();
