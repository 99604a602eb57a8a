package mlp.equivalence.replay;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mlp.api.DataType;

/**
 * The orders in which implementations add the products of a matrix product, each with other
 * roundings: by the bits of a result it is found which of them was taken.
 */
public enum SummationOrder {
  FORWARD("from the first term to the last"),
  FUSED("from the first term to the last, each product and sum rounded once"),
  BACKWARD("from the last term to the first"),
  PAIRWISE("by halves"),
  IN_DOUBLE("in double precision, rounded at the end");

  private static final Pattern PRODUCT = Pattern.compile("(z|da|dW)(\\d{1,4})");

  private final String words;

  SummationOrder(String words) {
    this.words = words;
  }

  /** @return how it adds, in words */
  public String words() {
    return words;
  }

  /**
   * @param record z1, dW1, da1, …, of which records has all
   * @return the order that gives the record's bits; nothing where none does, or the record is no
   *     product
   */
  public static Optional<SummationOrder> of(Records records, String record) {
    Matcher product = PRODUCT.matcher(record);
    if (!product.matches() || records.find(record).isEmpty()) {
      return Optional.empty();
    }
    double[] found = records.find(record).get().values();
    try {
      Factors factors = factors(records, product.group(1), Integer.parseInt(product.group(2)));
      return Arrays.stream(values())
          .filter(order -> order != IN_DOUBLE || records.dataType() == DataType.FLOAT32)
          .filter(order -> Arrays.equals(order.multiply(factors), found))
          .findFirst();
    } catch (Records.MissingRecord missing) {
      return Optional.empty();
    }
  }

  /** left [rows, inner]·right [inner, columns] + bias. */
  private record Factors(
      double[] left, double[] right, double[] bias, int inner, int columns, DataType dataType) {}

  private static Factors factors(Records records, String kind, int i) {
    int n = records.rows();
    int in = records.units(i - 1);
    int out = records.units(i);
    return switch (kind) {
      case "z" ->
        new Factors(
            records.known(records.input(i)).values(),
            records.known("W" + i).values(),
            records.hasBias(i) ? records.known("b" + i).values() : null,
            in,
            out,
            records.dataType());
      case "dW" ->
        new Factors(
            records.known(records.input(i)).transposed(n, in).values(),
            records.known("dz" + i).values(),
            null,
            n,
            out,
            records.dataType());
      default ->
        new Factors(
            records.known("dz" + (i + 1)).values(),
            records.known("W" + (i + 1)).transposed(out, records.units(i + 1)).values(),
            null,
            records.units(i + 1),
            out,
            records.dataType());
    };
  }

  private double[] multiply(Factors f) {
    int rows = f.left.length / f.inner;
    double[] result = new double[rows * f.columns];
    double[] a = new double[f.inner];
    double[] b = new double[f.inner];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < f.columns; j++) {
        for (int p = 0; p < f.inner; p++) {
          a[p] = f.left[row * f.inner + p];
          b[p] = f.right[p * f.columns + j];
        }
        double sum = sum(a, b, 0, f.inner, f.dataType);
        double bias = f.bias == null ? 0 : f.bias[j];
        result[row * f.columns + j] = f.dataType.round(sum + bias);
      }
    }
    return result;
  }

  private double sum(double[] a, double[] b, int from, int to, DataType type) {
    if (this == PAIRWISE && to - from > 1) {
      int middle = (from + to) / 2;
      return type.round(sum(a, b, from, middle, type) + sum(a, b, middle, to, type));
    }
    double sum = 0;
    for (int k = from; k < to; k++) {
      int p = this == BACKWARD ? to - 1 - (k - from) : k;
      sum = switch (this) {
        case FUSED -> fused(a[p], b[p], sum, type);
        case IN_DOUBLE -> sum + a[p] * b[p];
        default -> type.round(sum + type.round(a[p] * b[p]));
      };
    }
    return sum;
  }

  private static double fused(double a, double b, double sum, DataType type) {
    return type == DataType.FLOAT32
        ? Math.fma((float) a, (float) b, (float) sum)
        : Math.fma(a, b, sum);
  }
}
