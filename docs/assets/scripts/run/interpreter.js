// @ts-check
/** Python in a worker: started at the first run, ended when it is stopped or takes too long. */

const TIME_LIMIT = 120; // seconds a block

/** Python has been ended before it had an answer; the message says why. */
export class Ended extends Error {}

export class Interpreter {
  /** @type {Worker | undefined} */
  #worker;
  /** What waits for an answer. @type {{ resolve: Function, reject: Function, tell: Function } | undefined} */
  #waiting;
  #timer = 0;

  /**
   * Run a block.
   * @param {{ page: number, name: string, source: string, ahead: string[] }} request
   * @param {(share: number) => void} tell called with the share of Python that is loaded; 1 when the block begins
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
    return worker;
  }

  #hear({ loaded, begins, result, failure }) {
    if (failure) this.stop(failure);
    else if (result) this.#answer(result);
    else if (begins) this.#begin();
    else this.#waiting?.tell(loaded);
  }

  #begin() {
    this.#timer = setTimeout(() => this.stop(`Stopped after ${TIME_LIMIT} seconds.`), TIME_LIMIT * 1000);
    this.#waiting?.tell(1);
  }

  #answer(result) {
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(result);
  }
}
