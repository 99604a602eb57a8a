package mlp.equivalence.recorded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Philox;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.api.Training;
import mlp.api.TrainingState;
import mlp.equivalence.ControlRun;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Drift;
import mlp.equivalence.diagnosis.RecordedRun;

/**
 * A track that takes the steps of a file: from the parameters before its first one, on its batches.
 * Where the file leaves steps out, the track begins anew with the parameters that the file has.
 */
public final class TrackRun implements RecordedRun {
  private final Track track;
  private final Network network;
  private final Training training;
  private final FileRun file;
  private final Set<String> assumed = new LinkedHashSet<>();
  private final boolean isDisturbed;
  private Mlp mlp;
  private boolean knowsState = true;
  private boolean goesOn; // to the next step, from what this one has left
  private long last = -1;
  private Map<String, Tensor> lastRecords = Map.of(); // of the file

  /** @param file whose steps are taken */
  public TrackRun(Track track, Network network, Training training, FileRun file) {
    this(track, network, training, file, false);
  }

  /** @param isDisturbed whether each first parameter is moved by one or two ULPs */
  TrackRun(Track track, Network network, Training training, FileRun file, boolean isDisturbed) {
    this.isDisturbed = isDisturbed;
    this.track = track;
    this.network = network;
    this.training = training;
    this.file = file;
  }

  /** @return how far a disturbance of rounding's size grows while a track takes a file's steps */
  public static List<Diagnosis.Growth> control(
      Track track, Network network, Training training, FileRun file) {
    return Drift.growth(
        new TrackRun(track, network, training, file),
        new TrackRun(track, network, training, file, true));
  }

  @Override
  public String name() {
    return track.name();
  }

  @Override
  public DataType dataType() {
    return file.dataType();
  }

  @Override
  public List<Long> steps() {
    return file.steps();
  }

  /** @return what the file left open, so far */
  public List<String> assumed() {
    return List.copyOf(assumed);
  }

  /** @throws InvalidInput if the file has not x, y and all parameters, or they do not fit */
  @Override
  public List<Tensor> read(long step) {
    Map<String, Tensor> given = new HashMap<>();
    file.read(step).forEach(tensor -> given.put(tensor.name(), tensor));
    Batch batch = new Batch(
        matrix(required(given, "x", step), network.inputs()),
        matrix(required(given, "y", step), network.outputs()));
    if (!goesOn || mlp.steps() != step) {
      begin(step, given);
    }
    goesOn = knowsState;
    List<Tensor> records = new ArrayList<>(mlp.trace(batch).records());
    if (hasOtherMasks(given, records)) {
      assumed.add(track.name() + " draws other dropout masks than " + file.name()
          + ": what comes behind them was compared with the rules on the file's own masks");
      records.removeIf(tensor -> !isGiven(tensor.name()));
      goesOn = false;
    }
    if (!knowsState) {
      records.removeIf(
          tensor -> tensor.name().startsWith("opt.") || tensor.name().endsWith(".after"));
    }
    last = step;
    lastRecords = given;
    return records;
  }

  @Override
  public boolean goesOn() {
    return goesOn;
  }

  private Tensor required(Map<String, Tensor> given, String name, long step) {
    Tensor tensor = given.get(name);
    if (tensor == null) {
      throw new InvalidInput(
          file.name() + ", step " + step,
          "no " + name,
          "x, y and all parameters, which " + track.name() + " takes the step with; name them by"
              + " --map if they have other names");
    }
    return tensor;
  }

  private Matrix matrix(Tensor tensor, int columns) {
    int rows = tensor.shape().length == 0 ? 1 : tensor.shape()[0];
    if ((long) rows * columns != tensor.values().length) {
      throw new InvalidInput(
          file.name() + ", " + tensor,
          tensor.values().length + " numbers",
          rows + " rows of " + columns + ", for the network");
    }
    return Matrix.of(rows, columns, tensor.values()).as(file.dataType());
  }

  private void begin(long step, Map<String, Tensor> given) {
    List<Tensor> parameters = new ArrayList<>();
    network
        .parameterShapes()
        .forEach((name, shape) ->
            parameters.add(new Tensor(name, shape, required(given, name, step).values())));
    Parameters first = new Parameters(parameters);
    if (isDisturbed) {
      first = ControlRun.disturbed(first, dataType(), new Philox(0, Philox.Purpose.DATA, 0, 0));
    }
    mlp = track.create(network, training, first, dataType());
    TrainingState fresh = mlp.state();
    knowsState = true;
    List<Tensor> state = new ArrayList<>();
    for (Tensor tensor : fresh.tensors()) {
      boolean isState = tensor.name().startsWith("opt.");
      Tensor found = network.parameterShapes().containsKey(tensor.name())
          ? first.get(tensor.name())
          : isState ? stateBefore(step, tensor.name(), given) : given.get(tensor.name());
      knowsState &= found != null || step == 0 || !isState;
      state.add(found == null ? tensor : new Tensor(tensor.name(), tensor.shape(), found.values()));
    }
    mlp.restore(new TrainingState(step, state));
    if (!knowsState) {
      assumed.add("what the optimizer kept before step " + step + " is not in " + file.name()
          + ": the update was compared with the rules on the file's own state");
    }
  }

  private Tensor stateBefore(long step, String name, Map<String, Tensor> given) {
    Tensor before = given.get(name + ".before");
    return before == null && last == step - 1 ? lastRecords.get(name) : before;
  }

  private static boolean hasOtherMasks(Map<String, Tensor> given, List<Tensor> records) {
    return records.stream()
        .filter(tensor -> tensor.name().endsWith(".mask"))
        .anyMatch(tensor -> given.get(tensor.name()) == null
            || !Arrays.equals(given.get(tensor.name()).values(), tensor.values()));
  }

  private boolean isGiven(String name) {
    return name.equals("x")
        || name.equals("y")
        || network.parameterShapes().containsKey(name)
        || network.statisticsShapes().containsKey(name);
  }
}
