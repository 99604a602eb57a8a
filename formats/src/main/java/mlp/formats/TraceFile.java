package mlp.formats;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Tensor;
import mlp.api.Trace;

/**
 * Traces at rest in .npz files, by whomever they were written: a Python user writes one with
 * {@code numpy.savez(path, meta=json.dumps(…), **tensors)}. The members are the tensors of
 * {@link Trace} under their names (x, y, W1, z1, loss, dW1, W1.after, …), all of them or some;
 * those of a second step and further ones have the prefix {@code step10/}. The member {@code meta},
 * a text that holds JSON, may say producer, versions, dataType, network, training and step; it may
 * be missing, and so may each of its fields. What a file does not say is read from its tensors.
 */
public final class TraceFile implements Closeable {
  private static final String META = "meta";
  private static final Pattern LATER = Pattern.compile("step(\\d{1,18})/(.+)");

  private final NpzFile npz;
  private final TraceMeta meta;
  private final Map<Long, Map<String, String>> members = new TreeMap<>(); // names by step

  private TraceFile(Path file, NpzFile npz) {
    this.npz = npz;
    meta = npz.names().contains(META)
        ? TraceMeta.parse(file + ", " + META, npz.read(META).text())
        : TraceMeta.NONE;
    for (String member : npz.names()) {
      Matcher later = LATER.matcher(member);
      if (later.matches()) {
        put(file, Long.parseLong(later.group(1)), later.group(2), member);
      } else if (!member.equals(META)) {
        put(file, meta.step(), member, member);
      }
    }
    if (members.isEmpty()) {
      throw new InvalidInput(file.toString(), "no tensor", "at least x, y and one result");
    }
  }

  private void put(Path file, long step, String name, String member) {
    Map<String, String> names = members.computeIfAbsent(step, unused -> new LinkedHashMap<>());
    if (names.put(name, member) != null) {
      throw new InvalidInput(
          file + ", member " + Printable.of(member),
          "the second " + Printable.of(name) + " of step " + step,
          "each name once in each step");
    }
  }

  /**
   * Opens a file: its directory and its meta are read, and nothing else.
   *
   * @throws InvalidInput as {@link Npz#read}, or if the meta says what no trace can be of
   */
  public static TraceFile open(Path file) {
    NpzFile npz = NpzFile.open(file, Budget.ofThisJvm());
    try {
      return new TraceFile(file, npz);
    } catch (RuntimeException refused) {
      npz.close();
      throw refused;
    }
  }

  /** @return what the file says it was computed in, else the coarsest type of its first step */
  public DataType dataType() {
    return meta.dataType().orElseGet(() -> {
      boolean isSingle = members.values().iterator().next().values().stream()
          .map(member -> npz.read(member).type())
          .anyMatch(type -> type.kind() == NpyType.Kind.FLOAT && type.bytes() < Double.BYTES);
      return isSingle ? DataType.FLOAT32 : DataType.FLOAT64;
    });
  }

  /** @return what the file says of itself */
  public TraceMeta meta() {
    return meta;
  }

  /** @return the steps that the file has tensors of, in ascending order */
  public List<Long> steps() {
    return List.copyOf(members.keySet());
  }

  /**
   * Reads one step.
   *
   * @return its tensors in the file's order
   * @throws InvalidInput as {@link Npz#read}
   * @throws NoSuchElementException if the file has no such step
   */
  public List<Tensor> read(long step) {
    if (!members.containsKey(step)) {
      throw new NoSuchElementException("step " + step);
    }
    List<Tensor> tensors = new ArrayList<>();
    Map<String, String> names = new HashMap<>(); // by member
    members.get(step).forEach((name, member) -> names.put(member, name));
    npz.readTogether(
        members.get(step).values(),
        (member, array) ->
            tensors.add(new Tensor(names.get(member), array.shape(), array.toDoubles())));
    return tensors;
  }

  @Override
  public void close() {
    npz.close();
  }

  /**
   * Writes traces of one training, one at a time, so that they need not be in memory together.
   *
   * @param traces of ascending steps, at least one; their values are rounded to their data type
   * @param versions of what they were computed with, by name
   * @throws InvalidInput if the file cannot be written; exceptions of the iterator are passed on.
   *     The file is as before then
   */
  public static void write(Path file, Iterator<Trace> traces, Map<String, String> versions) {
    Npz.write(file, new Members(traces, versions));
  }

  private static final class Members implements Iterator<Map.Entry<String, NpyArray>> {
    private final Iterator<Trace> traces;
    private final Map<String, String> versions;
    private Iterator<Map.Entry<String, NpyArray>> ready =
        List.<Map.Entry<String, NpyArray>>of().iterator();
    private boolean isFirst = true;

    Members(Iterator<Trace> traces, Map<String, String> versions) {
      this.traces = traces;
      this.versions = versions;
    }

    @Override
    public boolean hasNext() {
      if (!ready.hasNext() && traces.hasNext()) {
        Trace trace = traces.next();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        if (isFirst) {
          arrays.put(META, NpyArray.ofText(TraceMeta.of(trace, versions).toJson()));
        }
        String prefix = isFirst ? "" : "step" + trace.step() + "/";
        for (Tensor tensor : trace.records()) {
          arrays.put(
              prefix + tensor.name(),
              NpyArray.of(trace.dataType(), tensor.shape(), tensor.values()));
        }
        isFirst = false;
        ready = arrays.entrySet().iterator();
      }
      return ready.hasNext();
    }

    @Override
    public Map.Entry<String, NpyArray> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.next();
    }
  }
}
