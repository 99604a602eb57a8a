package mlp.equivalence.naive;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Track;
import mlp.api.Training;
import mlp.equivalence.kit.Setting;

/**
 * A naive implementation with one mistake.
 *
 * @param mistake what is wrong
 * @param caughtBy the name of the check that is there for it
 * @param setting in which its trace is compared with the right one's
 * @param firstRecord the step and the name of the first record of the trace that is wrong: {@code 0
 *     dz2}; {@link #NONE} where the trace is right
 * @param factory makes the network
 */
public record Broken(
    String mistake, String caughtBy, Setting setting, String firstRecord, Factory factory)
    implements Track {
  /** The first steps' traces are right: something else is wrong. */
  public static final String NONE = "none";

  /** Makes a network with the mistake. */
  public interface Factory {
    /** As {@link Track#create}, from formulas in the data type wanted. */
    Mlp create(Network network, Training training, Parameters initial, NaiveFormulas formulas);
  }

  /** @return every mistake there is */
  public static List<Broken> all() {
    return Stream.of(
            BrokenForward.all(),
            BrokenLossGradient.all(),
            BrokenBackward.all(),
            BrokenNormalization.all(),
            BrokenDropout.all(),
            BrokenSmoothing.all(),
            BrokenUpdate.all(),
            BrokenAdaptive.all(),
            BrokenClipping.all(),
            BrokenOrder.all(),
            BrokenContract.all(),
            BrokenLoad.all(),
            BrokenState.all())
        .flatMap(List::stream)
        .toList();
  }

  /** A mistake in the formulas. */
  static Broken of(
      String mistake,
      String caughtBy,
      Setting setting,
      String firstRecord,
      Function<DataType, NaiveFormulas> formulas) {
    return new Broken(
        mistake,
        caughtBy,
        setting,
        firstRecord,
        (network, training, initial, right) ->
            new NaiveMlp(network, training, initial, formulas.apply(right.dataType)));
  }

  @Override
  public String name() {
    return NaiveTrack.NAME;
  }

  @Override
  public int level() {
    return 0;
  }

  @Override
  public Mlp create(Network network, Training training, Parameters initial, DataType dataType) {
    return factory.create(network, training, initial, new NaiveFormulas(dataType));
  }

  @Override
  public String toString() {
    return mistake;
  }
}
