package mlp.api;

/**
 * Which outputs of a layer a training step drops (R9): a function of seed, step, layer and index,
 * computed here, once, and handed to every track.
 *
 * @param seed the training's seed
 * @param layer from 1; 0 for the inputs of the network
 * @param p the probability to drop, in [0, 1)
 */
public record DropoutMask(long seed, int layer, double p) {

  /**
   * Draws one uniform number for each element of [rows, units], row by row, from the stream
   * {@code Philox(seed, DROPOUT, layer, step)}; an element is kept where it is at least p.
   *
   * @param step from 0
   * @param kept filled as far as it is long: true where the element is kept
   */
  public void draw(long step, boolean[] kept) {
    Philox random = new Philox(seed, Philox.Purpose.DROPOUT, layer, step);
    for (int i = 0; i < kept.length; i++) {
      kept[i] = random.nextUniform() >= p;
    }
  }

  /** @return 1/(1 − p), by which what is kept is multiplied */
  public double scale() {
    return 1 / (1 - p);
  }
}
