package mlp.equivalence.kit;

import static mlp.equivalence.kit.Small.ONE_WEIGHT;
import static mlp.equivalence.kit.Small.batch;
import static mlp.equivalence.kit.Small.record;
import static mlp.equivalence.kit.Small.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Schedule;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.api.Training;

/** The first rates of every schedule (R12), as they are told and as they act. */
final class ScheduleChecks {
  private ScheduleChecks() {}

  static List<Check> all() {
    return List.of(
        rates("R12 steps by hand", new Schedule.Step(2, 0.5), 1, 1, 0.5, 0.5, 0.25, 0.25),
        rates("R12 exponential by hand", new Schedule.Exponential(0.5), 1, 0.5, 0.25, 0.125),
        // w = 2, T = 6, end 0.5: 0.5 + 0.25·(1 + cos(π·0, π/4, π/2, 3π/4))
        rates(
            "R12 cosine with warm-up by hand",
            new Schedule.Cosine(2, 6, 0.5),
            0.5,
            1,
            1,
            0.9267766952966369,
            0.75,
            0.5732233047033631,
            0.5,
            0.5),
        // T = 8, the peak in step 3: 1 − 0.375·(1 + cos(0, π/3, 2π/3)), then from 1 down to 1/8 in
        // four steps: 0.125 + 0.4375·(1 + cos(π/4, π/2, 3π/4))
        rates(
            "R12 one cycle by hand",
            new Schedule.OneCycle(8, 0.5, 4, 2),
            0.25,
            0.4375,
            0.8125,
            1,
            0.8718592167691145,
            0.5625,
            0.25314078323088544,
            0.125,
            0.125),
        Check.inBothTypes("R12 plateau by hand", ScheduleChecks::plateau));
  }

  private static Check rates(String name, Schedule schedule, double... multipliers) {
    return Check.inBothTypes(name, (track, type) -> rates(track, type, schedule, multipliers));
  }

  // W = b, x = 1, y = 0, η = 0.125: W + b ← (W + b)·(1 − 4·0.125·m)
  private static void rates(Track track, DataType type, Schedule schedule, double... multipliers) {
    Training training = Small.sgd(0.125).toBuilder().schedule(schedule).build();
    Mlp mlp = Small.create(track, ONE_WEIGHT, training, type, values(1), values(1));
    double expected = 1;
    for (double multiplier : multipliers) {
      Trace trace = mlp.trace(batch(type, 1, values(1), values(0)));
      double told = record(trace, "learningRate")[0];
      assertThat(told)
          .as("rate of step " + trace.step())
          .isEqualTo(0.125 * multiplier, within(2 * type.unitRoundoff()));
      expected *= 1 - 0.5 * multiplier;
      assertThat(record(trace, "W1.after")[0])
          .as("W1 after step " + trace.step())
          .isEqualTo(expected, within(8 * type.unitRoundoff()));
    }
  }

  // W = b = 0, and a rate so small that ŷ stays 0: L = y². Windows of two steps, patience 1,
  // factor 0.5, threshold 0.1:
  // 4 4 is the least, 6 2 and 3.7 3.7 are not below 3.6: halved behind them
  // 1 1 is the least, 1 1 and 4 4 are not below 0.9: halved behind them
  private static void plateau(Track track, DataType type) {
    Schedule schedule = new Schedule.Plateau(2, 1, 0.5, 0.1);
    double rate = 0x1p-60;
    Training training = Small.sgd(rate).toBuilder().schedule(schedule).build();
    Mlp mlp = Small.create(track, ONE_WEIGHT, training, type, values(0), values(0));
    double[] losses = {4, 4, 6, 2, 3.7, 3.7, 1, 1, 1, 1, 4, 4, 4, 4};
    double[] multipliers = {1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25};
    for (int step = 0; step < losses.length; step++) {
      Trace trace = mlp.trace(batch(type, 1, values(1), values(Math.sqrt(losses[step]))));
      assertThat(record(trace, "learningRate")[0])
          .as("rate of step " + step)
          .isEqualTo(rate * multipliers[step]);
    }
  }
}
