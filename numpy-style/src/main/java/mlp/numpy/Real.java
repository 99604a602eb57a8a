package mlp.numpy;

/**
 * Numbers that are computed in double precision, rounded to the data type where they meet a tensor.
 * The float32 network has a Real of its own: it is the only file of this track that is written by
 * hand for both. All others of package mlp.numpy.float32 are made from the files of this package in
 * the build, by the replacements in pom.xml; Erf stays in double precision.
 */
final class Real {
  private Real() {}

  static double of(double value) {
    return value;
  }
}
