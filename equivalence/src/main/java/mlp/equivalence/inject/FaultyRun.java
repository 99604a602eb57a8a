package mlp.equivalence.inject;

import java.util.List;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.equivalence.naive.HookedMlp;

/** Training steps of the naive implementation with faults planted into them, every one recorded. */
public final class FaultyRun {
  /** Who such traces are said to be produced by. */
  public static final String PRODUCER = "inject";

  private FaultyRun() {}

  /** @return the scenario's steps with no, one, two or more faults */
  public static List<Trace> of(Scenario scenario, List<Fault> faults) {
    return of(
        scenario.network(),
        scenario.training(),
        scenario.initial(),
        scenario.batches(),
        scenario.dataType(),
        faults);
  }

  /**
   * Takes a step with each batch.
   *
   * @param initial the parameters before the first step
   * @param batches of the data type
   * @param faults none for a right run; the order matters where two change the same quantity
   * @return the steps from 0, produced by {@link #PRODUCER}
   * @throws InvalidInput if a fault applies to none of the steps, or parameters or batches do not
   *     fit the network
   */
  public static List<Trace> of(
      Network network,
      Training training,
      Parameters initial,
      List<Batch> batches,
      DataType dataType,
      List<Fault> faults) {
    for (Fault fault : faults) {
      requireApplies(fault, network, training, batches, dataType);
    }
    Mlp mlp = create(network, training, initial, dataType, faults);
    return batches.stream().map(mlp::trace).toList();
  }

  /**
   * @param faults planted into each step to which they apply
   * @return a network at its first step, whose traces are produced by {@link #PRODUCER}
   * @throws InvalidInput if the parameters are not the network's
   */
  public static Mlp create(
      Network network,
      Training training,
      Parameters initial,
      DataType dataType,
      List<Fault> faults) {
    return new HookedMlp(PRODUCER, network, training, initial, dataType, faults);
  }

  private static void requireApplies(
      Fault fault, Network network, Training training, List<Batch> batches, DataType dataType) {
    for (int step = 0; step < batches.size(); step++) {
      int rows = batches.get(step).rows();
      if (fault.appliesTo(new Setup(network, training, dataType, rows, step))) {
        return;
      }
    }
    throw new InvalidInput(
        "fault",
        fault.name() + ", which needs what this network or training does not have",
        "one that applies to one of the " + batches.size() + " steps");
  }

  /**
   * Whether two faults can be told from one another in a scenario: each changes something where the
   * other is planted already.
   */
  public static boolean bothTakeEffect(Scenario scenario, Fault first, Fault second) {
    List<Trace> both = of(scenario, List.of(first, second));
    return Effect.of(of(scenario, List.of(first)), both).isPresent()
        && Effect.of(of(scenario, List.of(second)), both).isPresent();
  }
}
