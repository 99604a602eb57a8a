package mlp.exercises.e06;

import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import mlp.api.Schedule;
import mlp.exercises.grading.Explanation;

/** Rates of the steps 0, 1, …, and what typical mistakes make of them. */
final class Rates {
  private Rates() {}

  static double[] of(int count, LongToDoubleFunction rate) {
    return LongStream.range(0, count).mapToDouble(rate).toArray();
  }

  /** A known mistake, as the rate that it gives in step t. */
  private record Slip(String sentence, LongToDoubleFunction rate) {}

  private static Explanation explain(double[] expected, double rate, Slip... slips) {
    Explanation explanation = Explanation.of("rate", expected).factor("η", rate);
    for (Slip slip : slips) {
      explanation.mistake(slip.sentence, () -> of(expected.length, slip.rate));
    }
    return explanation;
  }

  static Explanation step(double[] expected, double rate, long every, double factor) {
    return explain(
        expected,
        rate,
        new Slip(
            "You divided t by every with a fraction left: ⌊t/every⌋ is rounded down, so that the"
                + " rate stays the same for every steps.",
            t -> rate * Math.pow(factor, (double) t / every)),
        new Slip(
            "You counted the steps from 1: t begins at 0, so that the rate falls in the steps"
                + " every, 2·every, ….",
            t -> rate * Math.pow(factor, (t + 1) / every)),
        new Slip(
            "Your first fall is in step 0 already: the exponent is ⌊t/every⌋, which is 0 there.",
            t -> rate * Math.pow(factor, t / every + 1)),
        new Slip(
            "You multiplied by the factor once and then no more: after k falls it stands in the"
                + " product k times, factor^⌊t/every⌋.",
            t -> t < every ? rate : rate * factor),
        new Slip(
            "You multiplied by ⌊t/every⌋ in the place of raising to it: the rate is"
                + " η·factor^⌊t/every⌋.",
            t -> rate * factor * (t / every)),
        new Slip(
            "You divided by the factor: the rate is multiplied by it, and so falls.",
            t -> rate / Math.pow(factor, t / every)),
        new Slip(
            "You raised η to the power, too: only the factor is, η·factor^⌊t/every⌋.",
            t -> Math.pow(rate * factor, t / every)),
        new Slip(
            "You let the rate fall in every step: the exponent is ⌊t/every⌋, and not t.",
            t -> rate * Math.pow(factor, t)));
  }

  static Explanation exponential(double[] expected, double rate, double factor) {
    return explain(
        expected,
        rate,
        new Slip(
            "You counted the steps from 1: t begins at 0, and step 0 has the rate η itself.",
            t -> rate * Math.pow(factor, t + 1)),
        new Slip(
            "You took e for the base: η·e^(−factor·t). Here it is the factor itself that is raised"
                + " to the power t.",
            t -> rate * Math.exp(-factor * t)),
        new Slip(
            "You took e for the base: η·e^(−(1 − factor)·t) is near to it where the factor is near"
                + " to 1, and no more. The factor itself is raised to the power t.",
            t -> rate * Math.exp(-(1 - factor) * t)),
        new Slip(
            "You multiplied by t in the place of raising to it: the rate is η·factorᵗ.",
            t -> rate * factor * t),
        new Slip(
            "You multiplied by the factor once and then no more: each step multiplies what the step"
                + " before left, so that the rate is η·factorᵗ.",
            t -> t == 0 ? rate : rate * factor),
        new Slip(
            "You divided by 1 + factor·t, which is another schedule (inverse time): the rate is"
                + " η·factorᵗ.",
            t -> rate / (1 + factor * t)),
        new Slip(
            "You divided by the factor: the rate is multiplied by it, and so falls.",
            t -> rate / Math.pow(factor, t)),
        new Slip(
            "You raised η to the power, too: only the factor is, η·factorᵗ.",
            t -> Math.pow(rate * factor, t)));
  }

  static Explanation cosine(double[] expected, double rate, Schedule.Cosine c) {
    double w = c.warmUp();
    double end = c.end();
    double length = c.steps() - w;
    return explain(
        expected,
        rate,
        new Slip(
            "Your warm-up is t/w, so that step 0 does nothing: in step t < w the rate is"
                + " η·(t + 1)/w.",
            t -> t < w ? rate * t / w : rate * down(end, (t - w) / length)),
        new Slip(
            "(t + 1)/w was divided as whole numbers, which gives 0 below w: multiply by the rate"
                + " first, or make one of them a double.",
            t -> t < w ? rate * ((t + 1) / c.warmUp()) : rate * down(end, (t - w) / length)),
        new Slip(
            "(t − w)/(T − w) was divided as whole numbers, which gives 0 until the end: make one of"
                + " them a double.",
            t -> t < w ? rate * (t + 1) / w : rate * down(end, Math.floor((t - w) / length))),
        new Slip(
            "Behind T your rate rises again, as cosines do: from T on it stays at η·end.",
            t -> t < w
                ? rate * (t + 1) / w
                : rate * (end + (1 - end) * (1 + Math.cos(Math.PI * (t - w) / length)) / 2)),
        new Slip(
            "Your cosine begins in step 0, behind the warm-up's back: it begins in step w, with"
                + " s = (t − w)/(T − w).",
            t -> t < w ? rate * (t + 1) / w : rate * down(end, (double) t / c.steps())),
        new Slip(
            "You divided t − w by T: after the warm-up there are T − w steps left.",
            t -> t < w ? rate * (t + 1) / w : rate * down(end, (t - w) / c.steps())),
        new Slip(
            "Your cosine ends in step T − 1: here s = (t − w)/(T − w) is 1 in step T, behind the"
                + " last one.",
            t -> t < w ? rate * (t + 1) / w : rate * down(end, (t - w) / (length - 1))),
        new Slip(
            "There is no warm-up in your rates: in step t < w the rate is η·(t + 1)/w.",
            t -> rate * down(end, Math.max(0, (t - w) / length))),
        new Slip(
            "You left end out: the rate falls to η·end, and not to 0.",
            t -> t < w ? rate * (t + 1) / w : rate * down(0, (t - w) / length)),
        new Slip(
            "You added end to the whole cosine: what falls is only 1 − end of it,"
                + " end + (1 − end)·(1 + cos πs)/2.",
            t -> t < w ? rate * (t + 1) / w : rate * (end + down(0, (t - w) / length))),
        new Slip(
            "You took end for a rate: it is a share of η, so that the last rate is η·end.",
            t -> t < w ? rate * (t + 1) / w : end + (rate - end) * down(0, (t - w) / length)),
        new Slip(
            "You took a quarter of the wave, cos(πs/2): it is half of one, (1 + cos πs)/2.",
            t -> t < w ? rate * (t + 1) / w : rate * quarter(end, (t - w) / length)),
        new Slip(
            "You left the ½ of (1 + cos πs)/2 out: 1 + cos 0 is 2.",
            t -> t < w
                ? rate * (t + 1) / w
                : rate * (end + (1 - end) * 2 * down(0, (t - w) / length))),
        new Slip(
            "You let the rate fall in a straight line: it follows (1 + cos πs)/2.",
            t -> t < w
                ? rate * (t + 1) / w
                : rate * (1 + (end - 1) * Math.min(1, (t - w) / length))));
  }

  // end + (1 − end)·(1 + cos πs)/2, and end from s = 1 on
  private static double down(double end, double s) {
    return end + (1 - end) * (1 + Math.cos(Math.PI * Math.min(1, s))) / 2;
  }

  private static double quarter(double end, double s) {
    return end + (1 - end) * Math.cos(Math.PI / 2 * Math.min(1, s));
  }

  static Explanation oneCycle(double[] expected, double rate, Schedule.OneCycle o) {
    double first = rate / o.startDivisor();
    double last = first / o.endDivisor();
    double top = o.peak() * o.steps() - 1;
    long end = o.steps() - 1;
    return explain(
        expected,
        rate,
        new Slip(
            "Your peak is in step peak·T: steps are counted from 0, so that it is in step"
                + " peak·T − 1.",
            t -> cycle(t, top + 1, end, first, rate, last)),
        new Slip(
            "Your last rate is reached in step T, behind the end: the last step is T − 1.",
            t -> cycle(t, top, end + 1, first, rate, last)),
        new Slip(
            "Your peak is in step peak·T and your end in step T: steps are counted from 0, so that"
                + " they are in the steps peak·T − 1 and T − 1.",
            t -> cycle(t, top + 1, end + 1, first, rate, last)),
        new Slip(
            "Your last rate is η/endDivisor: it is the first rate that is divided,"
                + " η/(startDivisor·endDivisor).",
            t -> cycle(t, top, end, first, rate, rate / o.endDivisor())),
        new Slip(
            "You ended where you began: the last rate is the first one divided by endDivisor.",
            t -> cycle(t, top, end, first, rate, first)),
        new Slip(
            "You let the rate fall to 0: the last rate is η/(startDivisor·endDivisor).",
            t -> cycle(t, top, end, first, rate, 0)),
        new Slip(
            "You began at 0: the first rate is η/startDivisor.",
            t -> cycle(t, top, end, 0, rate, last)),
        new Slip(
            "You climbed and fell in straight lines: both follow half a cosine, (1 + cos πs)/2.",
            t -> t <= top
                ? first + (rate - first) * t / top
                : last + (rate - last) * Math.max(0, (end - t) / (end - top))),
        new Slip(
            "You climbed in a straight line: the way up follows half a cosine, too.",
            t -> t <= top
                ? first + (rate - first) * t / top
                : cycle(t, top, end, first, rate, last)),
        new Slip(
            "Behind T − 1 your rate rises again, as cosines do: it stays at the last rate.",
            t -> t <= end
                ? cycle(t, top, end, first, rate, last)
                : last + (rate - last) * (1 + Math.cos(Math.PI * (t - top) / (end - top))) / 2));
  }

  private static double cycle(
      long t, double top, double end, double first, double rate, double last) {
    return t <= top
        ? rate + (first - rate) * down(0, t / top)
        : last + (rate - last) * down(0, (t - top) / (end - top));
  }
}
