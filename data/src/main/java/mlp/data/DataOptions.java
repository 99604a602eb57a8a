package mlp.data;

import java.nio.file.Path;
import java.util.Objects;
import mlp.api.InvalidInput;

/**
 * What can be chosen about a data set. What is null has the data set's own default; what the data
 * set has no use for is refused by {@link DataSets#load}, not passed over.
 *
 * @param mnistDirectory the folder that holds MNIST's four files; null to download them
 * @param cacheDirectory where downloads are kept
 * @param samples the rows of the training part of a generated data set, and of its test part
 * @param noise the deviation of the normal noise added to each coordinate of a generated data set
 * @param testFraction the share of rows of a CSV or npz file that is kept for the test: 0.2 if null
 * @param scaling how features are scaled
 * @param seed of generated data sets; splits do not depend on it
 * @param downloadListener told how a download goes on
 */
public record DataOptions(
    Path mnistDirectory,
    Path cacheDirectory,
    Integer samples,
    Double noise,
    Double testFraction,
    Scaling scaling,
    long seed,
    DownloadListener downloadListener) {
  /** As many points as fit in memory on any machine, and more than a plane needs. */
  private static final int MOST_SAMPLES = 10_000_000;

  /** @throws InvalidInput if samples, noise or the test fraction are out of range */
  public DataOptions {
    Objects.requireNonNull(cacheDirectory, "cacheDirectory");
    Objects.requireNonNull(downloadListener, "downloadListener");
    if (samples != null && (samples < 4 || samples > MOST_SAMPLES)) {
      throw new InvalidInput("samples", samples, "a whole number from 4 to " + MOST_SAMPLES);
    }
    if (noise != null && !(noise >= 0 && noise <= 1000)) {
      throw new InvalidInput("noise", noise, "a number from 0 to 1000");
    }
    if (testFraction != null && !(testFraction > 0 && testFraction < 1)) {
      throw new InvalidInput("testFraction", testFraction, "a number above 0 and below 1");
    }
  }

  /**
   * @return every data set's own defaults, the seed 1, and the folder {@code mlp} in
   *     {@code $XDG_CACHE_HOME}, or else in {@code .cache} in the user's home, as cache
   */
  public static DataOptions defaults() {
    String cacheHome = System.getenv("XDG_CACHE_HOME");
    Path cache = cacheHome == null || cacheHome.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(cacheHome);
    return new DataOptions(
        null, cache.resolve("mlp"), null, null, null, null, 1, DownloadListener.NONE);
  }

  /** @return these options with that folder of MNIST's files */
  public DataOptions withMnistDirectory(Path mnistDirectory) {
    return new DataOptions(
        mnistDirectory,
        cacheDirectory,
        samples,
        noise,
        testFraction,
        scaling,
        seed,
        downloadListener);
  }

  /** @return these options with that cache folder */
  public DataOptions withCacheDirectory(Path cacheDirectory) {
    return new DataOptions(
        mnistDirectory,
        cacheDirectory,
        samples,
        noise,
        testFraction,
        scaling,
        seed,
        downloadListener);
  }

  /** @return these options with so many samples */
  public DataOptions withSamples(Integer samples) {
    return new DataOptions(
        mnistDirectory,
        cacheDirectory,
        samples,
        noise,
        testFraction,
        scaling,
        seed,
        downloadListener);
  }

  /** @return these options with that noise */
  public DataOptions withNoise(Double noise) {
    return new DataOptions(
        mnistDirectory,
        cacheDirectory,
        samples,
        noise,
        testFraction,
        scaling,
        seed,
        downloadListener);
  }

  /** @return these options with that test fraction */
  public DataOptions withTestFraction(Double testFraction) {
    return new DataOptions(
        mnistDirectory,
        cacheDirectory,
        samples,
        noise,
        testFraction,
        scaling,
        seed,
        downloadListener);
  }

  /** @return these options with that scaling */
  public DataOptions withScaling(Scaling scaling) {
    return new DataOptions(
        mnistDirectory,
        cacheDirectory,
        samples,
        noise,
        testFraction,
        scaling,
        seed,
        downloadListener);
  }

  /** @return these options with that seed */
  public DataOptions withSeed(long seed) {
    return new DataOptions(
        mnistDirectory,
        cacheDirectory,
        samples,
        noise,
        testFraction,
        scaling,
        seed,
        downloadListener);
  }

  /** @return these options with that listener */
  public DataOptions withDownloadListener(DownloadListener downloadListener) {
    return new DataOptions(
        mnistDirectory,
        cacheDirectory,
        samples,
        noise,
        testFraction,
        scaling,
        seed,
        downloadListener);
  }

  Scaling scalingOr(Scaling fallback) {
    return scaling == null ? fallback : scaling;
  }

  double testFractionOrDefault() {
    return testFraction == null ? StratifiedSplit.DEFAULT_FRACTION : testFraction;
  }
}
