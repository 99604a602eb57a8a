package mlp.equivalence.recorded;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.api.Tensor;
import mlp.equivalence.diagnosis.RecordedRun;
import mlp.formats.Json;
import mlp.formats.TextFile;
import mlp.formats.TraceFile;
import mlp.formats.TraceMeta;

/** The steps in a file of traces, under our names, whatever the file's are. */
public final class FileRun implements RecordedRun, Closeable {
  private final Path path;
  private final String name;
  private final TraceFile file;
  private final DataType dataType;
  private final Map<String, Rename> mapped = new HashMap<>();
  private final Set<String> assumed = new LinkedHashSet<>();
  private NameRecognition names;
  private long last = -1;
  private List<Tensor> tensors; // of the step that was read last

  private FileRun(Path path, String name, TraceFile file, Map<String, String> map) {
    this.path = path;
    this.name = name;
    this.file = file;
    map.forEach((theirs, ours) -> mapped.put(theirs, Rename.parse(ours)));
    dataType = file.dataType();
    if (file.meta().dataType().isEmpty()) {
      assumed.add(name() + " was computed in " + Labels.of(dataType) + ", as its numbers are");
    }
  }

  /**
   * Opens a file.
   *
   * @param name by which it is told from others
   * @param map what its names are in ours: fc1.weight is W1.T, a transposed W1
   * @throws InvalidInput if it cannot be read, or is no file of traces
   */
  public static FileRun open(Path path, String name, Map<String, String> map) {
    TraceFile file = TraceFile.open(path);
    try {
      return new FileRun(path, name, file, map);
    } catch (RuntimeException refused) {
      file.close();
      throw refused;
    }
  }

  /**
   * Reads a map of names.
   *
   * @param path a JSON object: {"fc1.weight": "W1.T", …}
   * @throws InvalidInput if it cannot be read, or is something else
   */
  public static Map<String, String> readMap(Path path) {
    try {
      return Json.textsFromJson(TextFile.read(path));
    } catch (InvalidInput refused) {
      throw new InvalidInput(path + ": " + refused.getMessage(), refused);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DataType dataType() {
    return dataType;
  }

  @Override
  public List<Long> steps() {
    return file.steps();
  }

  /** @return what the file says of itself */
  public TraceMeta meta() {
    return file.meta();
  }

  /** @return how names and layouts were understood that are not ours, so far */
  public List<String> assumed() {
    return List.copyOf(assumed);
  }

  @Override
  public List<Tensor> read(long step) {
    if (step != last) {
      List<Tensor> raw = file.read(step);
      if (names == null) {
        names = new NameRecognition(raw, mapped);
        names.assumed().forEach(each -> assumed.add(name() + ": " + each));
      }
      tensors = renamed(raw);
      last = step;
    }
    return tensors;
  }

  private List<Tensor> renamed(List<Tensor> raw) {
    Map<String, Tensor> byName = new LinkedHashMap<>();
    for (Tensor tensor : raw) {
      Tensor renamed = names.of(tensor);
      if (byName.put(renamed.name(), renamed) != null) {
        throw new InvalidInput(
            path + ", " + tensor.name(),
            "a second tensor that is " + renamed.name(),
            "each once; say by --map which is which");
      }
    }
    List<Tensor> all = new ArrayList<>(byName.values());
    all.replaceAll(tensor -> tensor.name().equals("y") ? asRows(tensor, byName) : tensor);
    return all;
  }

  // Class numbers as rows of 0 and 1, as many as the last layer has outputs
  private Tensor asRows(Tensor y, Map<String, Tensor> all) {
    int outputs = 1;
    for (int i = 1; all.containsKey("W" + i); i++) {
      int[] shape = all.get("W" + i).shape();
      outputs = shape.length == 2 ? shape[1] : outputs;
    }
    int rows = y.shape().length == 0 ? 1 : y.shape()[0];
    boolean isClasses = outputs > 1
        && y.values().length == rows
        && Arrays.stream(y.values()).allMatch(value -> value == Math.rint(value));
    if (!isClasses) {
      return y;
    }
    double[] values = new double[rows * outputs];
    for (int row = 0; row < rows; row++) {
      double number = y.values()[row];
      if (number < 0 || number >= outputs) {
        throw new InvalidInput(
            path + ", y", "the class " + number, "classes from 0 to " + (outputs - 1));
      }
      values[row * outputs + (int) number] = 1;
    }
    assumed.add(name() + ": y holds the numbers of classes, from 0");
    return new Tensor("y", new int[] {rows, outputs}, values);
  }

  @Override
  public void close() {
    file.close();
  }
}
