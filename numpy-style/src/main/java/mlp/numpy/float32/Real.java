package mlp.numpy.float32;

/** Numbers that are computed in double precision, rounded to float where they meet a tensor. */
final class Real {
  private Real() {}

  static float of(double value) {
    return (float) value;
  }
}
