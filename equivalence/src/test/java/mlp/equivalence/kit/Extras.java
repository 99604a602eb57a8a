package mlp.equivalence.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import mlp.api.Clipping;
import mlp.api.Labels;
import mlp.api.Schedule;
import mlp.api.Training;

/**
 * What a network and a training may have besides the plain ones (R8 to R10, R12, R13, R15, R16).
 *
 * @param dropout whether inputs and hidden units are dropped
 * @param maxNorm whether weights are limited, so tightly that it acts
 * @param smoothing whether labels are smoothed
 */
public record Extras(
    boolean batchNormalization,
    boolean dropout,
    Decay decay,
    ClippingKind clipping,
    ScheduleKind schedule,
    boolean maxNorm,
    boolean smoothing) {
  /** Nothing of it. */
  public static final Extras NONE =
      new Extras(false, false, Decay.NONE, ClippingKind.NONE, ScheduleKind.CONSTANT, false, false);

  /** Everything at once. */
  public static final Extras ALL = new Extras(
      true, true, Decay.DECOUPLED, ClippingKind.GLOBAL_NORM, ScheduleKind.PLATEAU, true, true);

  /** R10. */
  public enum Decay {
    NONE,
    L2,
    DECOUPLED
  }

  /** R13, with maxima that act in some steps. */
  public enum ClippingKind {
    NONE(new Clipping.None()),
    GLOBAL_NORM(new Clipping.GlobalNorm(0.4)),
    VALUE(new Clipping.Value(0.05));

    final Clipping clipping;

    ClippingKind(Clipping clipping) {
      this.clipping = clipping;
    }
  }

  /** R12: rates that change from the first steps on, and are not too small after a thousand. */
  public enum ScheduleKind {
    CONSTANT(new Schedule.Constant()),
    STEP(new Schedule.Step(3, 0.99)),
    EXPONENTIAL(new Schedule.Exponential(0.998)),
    COSINE(new Schedule.Cosine(2, 1000, 0.1)),
    ONE_CYCLE(new Schedule.OneCycle(1000, 0.3, 25, 100)),
    PLATEAU(new Schedule.Plateau(2, 0, 0.99, 0.05));

    final Schedule schedule;

    ScheduleKind(Schedule schedule) {
      this.schedule = schedule;
    }
  }

  /** A network with batch normalization, dropout or both. */
  public static Extras ofNetwork(boolean batchNormalization, boolean dropout) {
    return new Extras(
        batchNormalization,
        dropout,
        Decay.NONE,
        ClippingKind.NONE,
        ScheduleKind.CONSTANT,
        false,
        false);
  }

  /** The same with another decay. */
  public Extras with(Decay decay) {
    return new Extras(batchNormalization, dropout, decay, clipping, schedule, maxNorm, smoothing);
  }

  /** The same with another clipping. */
  public Extras with(ClippingKind clipping) {
    return new Extras(batchNormalization, dropout, decay, clipping, schedule, maxNorm, smoothing);
  }

  /** The same with another schedule. */
  public Extras with(ScheduleKind schedule) {
    return new Extras(batchNormalization, dropout, decay, clipping, schedule, maxNorm, smoothing);
  }

  /** The same with or without limited weights. */
  public Extras withMaxNorm(boolean maxNorm) {
    return new Extras(batchNormalization, dropout, decay, clipping, schedule, maxNorm, smoothing);
  }

  /** The same with or without smoothed labels. */
  public Extras withSmoothing(boolean smoothing) {
    return new Extras(batchNormalization, dropout, decay, clipping, schedule, maxNorm, smoothing);
  }

  /** Each alone, and all at once. */
  static List<Extras> each() {
    List<Extras> each = new ArrayList<>(List.of(
        ofNetwork(true, false),
        ofNetwork(false, true),
        NONE.withMaxNorm(true),
        NONE.withSmoothing(true)));
    Arrays.stream(Decay.values()).skip(1).map(NONE::with).forEach(each::add);
    Arrays.stream(ClippingKind.values()).skip(1).map(NONE::with).forEach(each::add);
    Arrays.stream(ScheduleKind.values()).skip(1).map(NONE::with).forEach(each::add);
    each.add(ALL);
    return each;
  }

  /** Whether a step sees the same network and targets as evaluation does. */
  boolean trainsAsItEvaluates() {
    return !batchNormalization && !dropout && !smoothing;
  }

  Training addTo(Training training) {
    return training.toBuilder()
        .schedule(schedule.schedule)
        .clipping(clipping.clipping)
        .l2(decay == Decay.L2 ? 0.1 : 0)
        .weightDecay(decay == Decay.DECOUPLED ? 0.1 : 0)
        .maxNorm(maxNorm ? 0.9 : 0)
        .labelSmoothing(smoothing ? 0.1 : 0)
        .build();
  }

  List<Object> choices() {
    return List.of(
        decay,
        clipping,
        schedule,
        "batch normalization " + batchNormalization,
        "dropout " + dropout,
        "max-norm " + maxNorm,
        "smoothing " + smoothing);
  }

  @Override
  public String toString() {
    StringJoiner names = new StringJoiner(", ");
    if (batchNormalization) {
      names.add("batch normalization");
    }
    if (dropout) {
      names.add("dropout");
    }
    for (Enum<?> kind : List.of(decay, clipping, schedule)) {
      if (kind.ordinal() > 0) {
        names.add(Labels.of(kind));
      }
    }
    if (maxNorm) {
      names.add("max-norm");
    }
    if (smoothing) {
      names.add("label-smoothing");
    }
    return names.toString();
  }
}
