package mlp.equivalence.inject;

import static mlp.equivalence.inject.Values.map;
import static mlp.equivalence.inject.Values.plusRow;
import static mlp.equivalence.inject.Values.product;
import static mlp.equivalence.inject.Values.transposed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import mlp.equivalence.naive.Quantities;

/** Products of factors that are rounded to fewer digits, as fast hardware does it. */
final class PrecisionFaults {
  private PrecisionFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.addAll(of("float16", "11 bits of float16", PrecisionFaults::float16));
    all.addAll(of("bfloat16", "8 bits", value -> toBits(value, 8)));
    all.addAll(of("tf32", "11 bits", value -> toBits(value, 11)));
    return all;
  }

  private static List<Fault> of(String type, String digits, DoubleUnaryOperator rounding) {
    String cause = type + "-products";
    Fault backward = Fault.of(
            cause + "-backward", cause, "The products of gradients take factors of " + digits + ".")
        .first(s -> "dW" + s.layers());
    return List.of(
        plantBackward(backward, rounding),
        plantBackward(
            Fault.of(cause, cause, "All products take factors of " + digits + ".")
                .first(s -> "z1")
                .each("z\\d+", (s, q, z) -> {
                  int l = ForwardFaults.number(q);
                  double[][] x = map(q.get(s.input(l)), rounding);
                  double[][] w = map(ForwardFaults.w(q, l), rounding);
                  return plusRow(product(x, w), ForwardFaults.bias(s, q, l));
                }),
            rounding));
  }

  private static Fault plantBackward(Fault fault, DoubleUnaryOperator rounding) {
    return fault
        .each("dW\\d+", (s, q, dw) -> {
          int l = ForwardFaults.number(q);
          return product(transposed(map(q.get(s.input(l)), rounding)), dz(q, l, rounding));
        })
        .each("ddrop\\d+\\.out|da\\d+", (s, q, d) -> {
          int l = ForwardFaults.number(q);
          return s.hasHidden(l) && s.fromAbove(l).equals(q.name())
              ? product(
                  dz(q, l + 1, rounding), transposed(map(ForwardFaults.w(q, l + 1), rounding)))
              : d;
        });
  }

  private static double[][] dz(Quantities q, int l, DoubleUnaryOperator rounding) {
    return map(q.get("dz" + l), rounding);
  }

  // To the nearest number of so many significant bits, ties to even
  static double toBits(double value, int bits) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    double unit = Math.scalb(1.0, Math.getExponent(value) - bits + 1);
    return Math.rint(value / unit) * unit;
  }

  // 11 bits, fewer below 2⁻¹⁴, infinite above 65504
  static double float16(double value) {
    double rounded =
        Math.abs(value) < 0x1p-14 ? Math.rint(value * 0x1p24) * 0x1p-24 : toBits(value, 11);
    return Math.abs(rounded) > 65504 ? Math.copySign(Double.POSITIVE_INFINITY, value) : rounded;
  }
}
