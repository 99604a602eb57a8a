package mlp.data;

import java.util.List;
import java.util.Locale;
import mlp.api.DataType;
import mlp.api.Philox;

/**
 * Made-up points of two classes in the plane. Point i of a part is drawn from the stream
 * {@code Philox(seed, DATA, a, b)}, with a this constant's number and b 0 for the training part and
 * 1 for the test part: first one uniform number t (XOR: none), which says where the point lies on
 * its class's curve, then two normal numbers, which are multiplied by the noise and added to the
 * coordinates. They are drawn whatever the noise.
 */
enum Generated {
  /** The corners (0,0), (0,1), (1,0), (1,1) in turn; the class is the exclusive or. */
  XOR(1, 4, 0, "exclusive or of two numbers") {
    @Override
    int place(int index, Philox random, double[] point) {
      int first = index / 2 % 2;
      int second = index % 2;
      point[0] = first;
      point[1] = second;
      return first ^ second;
    }
  },

  /** Two half circles that reach into each other, as scikit-learn's make_moons. */
  MOONS(2, 500, 0.1, "two half circles that reach into each other") {
    @Override
    int place(int index, Philox random, double[] point) {
      int label = index % 2;
      double angle = Math.PI * random.nextUniform();
      // class 0: (cos πt, sin πt); class 1: (1 − cos πt, 1/2 − sin πt)
      double x = StrictMath.cos(angle);
      double y = StrictMath.sin(angle);
      point[0] = label == 0 ? x : 1 - x;
      point[1] = label == 0 ? y : 0.5 - y;
      return label;
    }
  },

  /**
   * Two arms of one and a half turns around the origin, class 1 opposite to class 0 (after Lang and
   * Witbrock 1988, Learning to tell two spirals apart).
   */
  SPIRALS(3, 1000, 0.02, "two spirals around each other") {
    @Override
    int place(int index, Philox random, double[] point) {
      int label = index % 2;
      // r = √t, so that the points lie evenly along the arm; angle = 3πr + π·class
      double radius = Math.sqrt(random.nextUniform());
      double angle = Math.PI * (3 * radius + label);
      point[0] = radius * StrictMath.cos(angle);
      point[1] = radius * StrictMath.sin(angle);
      return label;
    }
  },

  /** Two circles around the origin, as scikit-learn's make_circles: class 0 has the radius 1. */
  CIRCLES(4, 500, 0.05, "a circle around another") {
    @Override
    int place(int index, Philox random, double[] point) {
      int label = index % 2;
      double angle = 2 * Math.PI * random.nextUniform();
      double radius = label == 0 ? 1 : 0.5;
      point[0] = radius * StrictMath.cos(angle);
      point[1] = radius * StrictMath.sin(angle);
      return label;
    }
  };

  private static final int TRAINING = 0;
  private static final int TEST = 1;

  private final int stream;
  private final int defaultSamples;
  private final double defaultNoise;
  private final String description;

  Generated(int stream, int defaultSamples, double defaultNoise, String description) {
    this.stream = stream;
    this.defaultSamples = defaultSamples;
    this.defaultNoise = defaultNoise;
    this.description = description;
  }

  /**
   * Sets the point's coordinates without noise.
   *
   * @return its class, 0 or 1
   */
  abstract int place(int index, Philox random, double[] point);

  DataSet load(DataOptions options, DataType dataType) {
    int samples = options.samples() == null ? defaultSamples : options.samples();
    double noise = options.noise() == null ? defaultNoise : options.noise();
    Examples training = draw(options.seed(), TRAINING, samples, noise);
    Examples test = draw(options.seed(), TEST, samples, noise);
    Parts.Scaled parts = Parts.of(training, test, options)
        .scaled(inputs -> Scaler.fit(options.scalingOr(Scaling.NONE), inputs), dataType);
    return new DataSet(
        name().toLowerCase(Locale.ROOT),
        description + ", " + samples + " points each to train and to test, noise " + noise,
        parts.training(),
        parts.validation(),
        parts.test(),
        List.of("0", "1"),
        0,
        0);
  }

  private Examples draw(long seed, int part, int samples, double noise) {
    Philox random = new Philox(seed, Philox.Purpose.DATA, stream, part);
    double[] points = new double[2 * samples];
    int[] labels = new int[samples];
    double[] point = new double[2];
    for (int i = 0; i < samples; i++) {
      labels[i] = place(i, random, point);
      points[2 * i] = point[0] + noise * random.nextNormal();
      points[2 * i + 1] = point[1] + noise * random.nextNormal();
    }
    return new Examples(Table.of(2, points), Table.oneHot(2, labels));
  }
}
