/** Gradient descent on the loss f(θ) = θ², step by step, as SGD(η) of neuronlib takes the steps. */

const START = 10;
const [NEAR, FAR] = [0.01, 1000];

export class Descent {
  /** Where it has been, the start first. */
  thetas = [START];

  /** @param {number} rate the learning rate η */
  constructor(rate) {
    this.rate = rate;
  }

  get theta() {
    return this.thetas.at(-1);
  }

  get nSteps() {
    return this.thetas.length - 1;
  }

  /** The next step: against the slope, and the longer, the larger the learning rate. */
  get nextStep() {
    return -this.rate * slope(this.theta) + 0; // + 0 makes 0 of -0
  }

  get hasArrived() {
    return Math.abs(this.theta) < NEAR;
  }

  get hasEscaped() {
    return Math.abs(this.theta) > FAR;
  }

  advance() {
    this.thetas.push(this.theta + this.nextStep);
  }

  restart() {
    this.thetas = [START];
  }
}

/** Return the loss f(θ). */
export function loss(theta) {
  return theta ** 2;
}

/** Return its slope f′(θ). */
export function slope(theta) {
  return 2 * theta;
}
