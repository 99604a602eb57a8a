package mlp.data;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import mlp.api.InvalidInput;

/**
 * What can be chosen about a data set. What is null has the data set's own default; what the data
 * set has no use for is refused by {@link DataSets#load}, not passed over. Immutable: each
 * {@code with} gives other options.
 */
public final class DataOptions implements Cloneable {
  /** As many points as fit in memory on any machine, and more than a plane needs. */
  private static final int MOST_SAMPLES = 10_000_000;

  private Path mnistDirectory;
  private Path cacheDirectory;
  private Integer samples;
  private Double noise;
  private Double testFraction;
  private Double validationFraction;
  private Scaling scaling;
  private long seed = 1;
  private DownloadListener downloadListener = DownloadListener.NONE;

  private DataOptions(Path cacheDirectory) {
    this.cacheDirectory = cacheDirectory;
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
    return new DataOptions(cache.resolve("mlp"));
  }

  /** @param mnistDirectory the folder that holds MNIST's four files; null to download them */
  public DataOptions withMnistDirectory(Path mnistDirectory) {
    return with(options -> options.mnistDirectory = mnistDirectory);
  }

  /** @param cacheDirectory where downloads are kept */
  public DataOptions withCacheDirectory(Path cacheDirectory) {
    Objects.requireNonNull(cacheDirectory, "cacheDirectory");
    return with(options -> options.cacheDirectory = cacheDirectory);
  }

  /**
   * @param samples the rows of the training part of a generated data set, and of its test part
   * @throws InvalidInput if there are fewer than 4 or more than 10 million
   */
  public DataOptions withSamples(Integer samples) {
    if (samples != null && (samples < 4 || samples > MOST_SAMPLES)) {
      throw new InvalidInput("samples", samples, "a whole number from 4 to " + MOST_SAMPLES);
    }
    return with(options -> options.samples = samples);
  }

  /**
   * @param noise the deviation of the normal noise added to each coordinate of a generated data set
   * @throws InvalidInput if it is not from 0 to 1000
   */
  public DataOptions withNoise(Double noise) {
    if (noise != null && !(noise >= 0 && noise <= 1000)) {
      throw new InvalidInput("noise", noise, "a number from 0 to 1000");
    }
    return with(options -> options.noise = noise);
  }

  /**
   * @param testFraction the share of rows of a CSV or npz file that is kept for the test: 0.2 if
   *     null
   * @throws InvalidInput if it is not between 0 and 1
   */
  public DataOptions withTestFraction(Double testFraction) {
    if (testFraction != null && !(testFraction > 0 && testFraction < 1)) {
      throw new InvalidInput("testFraction", testFraction, "a number above 0 and below 1");
    }
    return with(options -> options.testFraction = testFraction);
  }

  /**
   * @param validationFraction the share of the training part's rows that is kept out of training:
   *     none if null
   * @throws InvalidInput if it is not between 0 and 1
   */
  public DataOptions withValidationFraction(Double validationFraction) {
    if (validationFraction != null && !(validationFraction > 0 && validationFraction < 1)) {
      throw new InvalidInput(
          "validationFraction", validationFraction, "a number above 0 and below 1");
    }
    return with(options -> options.validationFraction = validationFraction);
  }

  /** @param scaling how features are scaled */
  public DataOptions withScaling(Scaling scaling) {
    return with(options -> options.scaling = scaling);
  }

  /** @param seed of generated data sets; splits do not depend on it */
  public DataOptions withSeed(long seed) {
    return with(options -> options.seed = seed);
  }

  /** @param downloadListener told how a download goes on */
  public DataOptions withDownloadListener(DownloadListener downloadListener) {
    Objects.requireNonNull(downloadListener, "downloadListener");
    return with(options -> options.downloadListener = downloadListener);
  }

  private DataOptions with(Consumer<DataOptions> change) {
    try {
      DataOptions options = (DataOptions) clone();
      change.accept(options);
      return options;
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  Path mnistDirectory() {
    return mnistDirectory;
  }

  Path cacheDirectory() {
    return cacheDirectory;
  }

  Integer samples() {
    return samples;
  }

  Double noise() {
    return noise;
  }

  Double testFraction() {
    return testFraction;
  }

  Double validationFraction() {
    return validationFraction;
  }

  Scaling scalingOr(Scaling fallback) {
    return scaling == null ? fallback : scaling;
  }

  double testFractionOrDefault() {
    return testFraction == null ? StratifiedSplit.DEFAULT_FRACTION : testFraction;
  }

  long seed() {
    return seed;
  }

  DownloadListener downloadListener() {
    return downloadListener;
  }
}
