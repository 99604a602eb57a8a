package mlp.api;

/**
 * How the weights of a layer are drawn before training (R7). Biases begin at zero. {@code fanIn}
 * and {@code fanOut} are the layer's numbers of inputs and units.
 */
public sealed interface Initializer {

  /**
   * Draws one weight.
   *
   * @param random gives the uniform or normal number
   * @param fanIn the layer's number of inputs
   * @param fanOut the layer's number of units
   * @return the weight, in double precision
   */
  double draw(Philox random, int fanIn, int fanOut);

  /** The initializers whose scale follows from the layer's size alone. */
  enum Scaled implements Initializer {
    /** N(0, 1/fanIn): what NumPy tutorials and CS231n call Xavier. */
    XAVIER,
    /** N(0, 2/(fanIn + fanOut)) (Glorot and Bengio 2010, equation 12). */
    GLOROT_NORMAL,
    /** U(−r, r), r = √(6/(fanIn + fanOut)) (Glorot and Bengio 2010, equation 16). */
    GLOROT_UNIFORM,
    /** N(0, 2/fanIn) (He, Zhang, Ren and Sun 2015, equation 10). */
    HE_NORMAL,
    /** U(−r, r), r = √(6/fanIn): the variance of {@link #HE_NORMAL}. */
    HE_UNIFORM,
    /**
     * U(−r, r), r = √(3/fanIn): standard deviation 1/√fanIn (LeCun, Bottou, Orr and Müller 1998,
     * equation 16).
     */
    LECUN,
    /** 0. Every unit of a hidden layer then stays the same as every other: the classic mistake. */
    ZEROS;

    @Override
    public double draw(Philox random, int fanIn, int fanOut) {
      return switch (this) {
        case XAVIER -> normal(random, Math.sqrt(1.0 / fanIn));
        case GLOROT_NORMAL -> normal(random, Math.sqrt(2.0 / ((double) fanIn + fanOut)));
        case GLOROT_UNIFORM -> uniform(random, Math.sqrt(6.0 / ((double) fanIn + fanOut)));
        case HE_NORMAL -> normal(random, Math.sqrt(2.0 / fanIn));
        case HE_UNIFORM -> uniform(random, Math.sqrt(6.0 / fanIn));
        case LECUN -> uniform(random, Math.sqrt(3.0 / fanIn));
        case ZEROS -> 0;
      };
    }

    private static double normal(Philox random, double standardDeviation) {
      return standardDeviation * random.nextNormal();
    }

    private static double uniform(Philox random, double radius) {
      return radius * (2 * random.nextUniform() - 1);
    }
  }

  /**
   * N(0, standardDeviation²), whatever the layer's size.
   *
   * @param standardDeviation finite, not negative
   */
  record Normal(double standardDeviation) implements Initializer {
    /** @throws InvalidInput if the standard deviation is negative or not finite */
    public Normal {
      if (!(standardDeviation >= 0 && Double.isFinite(standardDeviation))) {
        throw new InvalidInput(
            "standardDeviation", standardDeviation, "a finite number of at least 0");
      }
    }

    @Override
    public double draw(Philox random, int fanIn, int fanOut) {
      return standardDeviation * random.nextNormal();
    }
  }
}
