package mlp.equivalence.replay;

import java.util.Arrays;

/** Dropout (R9). The mask was drawn by whomever: of it only the kind is known. */
final class DropoutReplay {
  /** Standard deviations by which the number of kept elements may lie beside its mean. */
  private static final double DEVIATIONS = 6;

  private final Records records;

  DropoutReplay(Records records) {
    this.records = records;
  }

  // 1/(1 − p) with the probability 1 − p, else 0   [n,units]   (R9)
  Expected mask(int i) {
    if (!records.has("drop" + i + ".mask") || !records.hasDropout(i)) {
      throw new Records.MissingRecord("drop" + i + ".mask");
    }
    double[] mask = records.known("drop" + i + ".mask").values();
    double keep = 1 - records.dropout(i);
    double scale = 1 / keep;
    if (records.on(Cause.KEEP_AND_DROP_SWAPPED)) {
      keep = records.dropout(i);
      scale = 1 / keep;
    }
    if (records.on(Cause.DROPOUT_NOT_SCALED)) {
      scale = 1;
    }
    if (records.on(Cause.DROPOUT_MISSING)) {
      keep = 1;
      scale = 1;
    }
    Grid kind = new Grid(mask.length, records.dataType());
    double kept = 0;
    for (int k = 0; k < mask.length; k++) {
      kept += mask[k] == 0 ? 0 : 1;
      kind.set(k, mask[k] == 0 && keep < 1 ? 0 : scale, 4, scale);
    }
    double mean = mask.length * keep;
    if (Math.abs(kept - mean) > DEVIATIONS * Math.sqrt(mean * (1 - keep)) + 1) {
      for (int k = 0; k < mask.length; k++) {
        kind.values[k] = mask[k] == 0 ? scale : 0; // too many of them, or too few
      }
    }
    return kind.of("drop" + i + ".mask", "R9", "mask = 1/(1 − p) with probability 1 − p, else 0");
  }

  // out = a ⊙ mask   [n,units]   (R9)
  Expected dropped(int i) {
    Grid out = masked(records.known(records.output(i)), records.known("drop" + i + ".mask"), false);
    return out.of("drop" + i + ".out", "R9", "out = a ⊙ mask");
  }

  // da = dout ⊙ mask   [n,units]   (R9)
  Expected gradient(int i) {
    Known dout = records.known("ddrop" + i + ".out");
    Known mask = records.known("drop" + i + ".mask");
    if (records.on(Cause.DROPOUT_GRADIENT_UNMASKED)) {
      double[] ones = new double[mask.length()];
      Arrays.fill(ones, 1);
      mask = Known.recorded(ones);
    }
    boolean isUnscaled = records.on(Cause.DROPOUT_GRADIENT_UNSCALED);
    return masked(dout, mask, isUnscaled).of("da" + i, "R9", "da = dout ⊙ mask");
  }

  private Grid masked(Known a, Known mask, boolean isUnscaled) {
    Grid out = new Grid(a.length(), records.dataType());
    for (int k = 0; k < a.length(); k++) {
      double factor = isUnscaled && mask.at(k) != 0 ? 1 : mask.at(k);
      out.set(k, a.at(k) * factor, 3, Math.abs(a.at(k) * factor));
      out.widen(k, a.bound(k) * Math.abs(factor));
    }
    return out;
  }
}
