package mlp.equivalence.recorded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mlp.api.Tensor;

/**
 * Finds out what the tensors of a file are that have other names: those of PyTorch (fc1.weight),
 * DL4J (0_W), Keras (dense/kernel), JAX, or a NumPy user's own. A parameter belongs to a module,
 * the part of the name before its last word; modules are numbered in the order in which the file
 * has their matrices. Whether matrices are [in, out] or [out, in] is told by their shapes, which
 * must fit one another and x; where all are square, by the custom of whoever uses such names.
 */
final class NameRecognition {
  private static final Pattern OURS = Pattern.compile(
      "x|y|y\\.smoothed|loss|clip\\.norm|learningRate|(z|a|dz|da)\\d+|(bn|dbn|drop|ddrop)\\d+\\..+"
          + "|opt\\..+|d?(W|b|gamma|beta)\\d+(\\.after)?");
  private static final Map<String, String> ALIASES = Map.ofEntries(
      Map.entry("inputs", "x"),
      Map.entry("input", "x"),
      Map.entry("features", "x"),
      Map.entry("data", "x"),
      Map.entry("targets", "y"),
      Map.entry("target", "y"),
      Map.entry("labels", "y"),
      Map.entry("label", "y"),
      Map.entry("lr", "learningRate"),
      Map.entry("learning_rate", "learningRate"));
  private static final Map<String, String> LEAVES = Map.ofEntries(
      Map.entry("weight", "W"),
      Map.entry("weights", "W"),
      Map.entry("kernel", "W"),
      Map.entry("w", "W"),
      Map.entry("bias", "b"),
      Map.entry("biases", "b"),
      Map.entry("b", "b"),
      Map.entry("gamma", "gamma"),
      Map.entry("scale", "gamma"),
      Map.entry("beta", "beta"),
      Map.entry("running_mean", "mean"),
      Map.entry("moving_mean", "mean"),
      Map.entry("mean", "mean"),
      Map.entry("running_var", "var"),
      Map.entry("moving_variance", "var"),
      Map.entry("var", "var"));
  private static final int LONGEST_LEAF = "moving_variance".length();
  private static final Pattern OUR_WEIGHTS = Pattern.compile("W\\d+");
  private static final Pattern OUR_MATRICES = Pattern.compile("(opt\\.\\w+\\.)?d?W\\d+(\\..+)?");
  private static final Pattern GRADIENT = Pattern.compile("(?:grads?[./])(.+)|(.+)\\.grad");
  private static final Pattern AFTER =
      Pattern.compile("(?:after|new)[./_](.+)|(.+)[._](?:after|new)");

  private final Map<String, Rename> renames = new LinkedHashMap<>();
  private final List<String> assumed = new ArrayList<>();
  private final List<String> recognized = new ArrayList<>();

  /** A parameter of a module, or its gradient, or what became of it. */
  private record Part(String module, String kind, boolean isGradient, boolean isAfter) {}

  /**
   * @param tensors of one step, in the file's order
   * @param mapped what the user says some of them are, by the file's names
   */
  NameRecognition(List<Tensor> tensors, Map<String, Rename> mapped) {
    Map<String, Part> parts = new LinkedHashMap<>();
    Map<String, Tensor> matrices = new LinkedHashMap<>(); // by module
    for (Tensor tensor : tensors) {
      String name = tensor.name();
      if (mapped.containsKey(name)) {
        renames.put(name, mapped.get(name));
      } else if (OURS.matcher(name).matches()) {
        renames.put(name, new Rename(name, false));
      } else if (ALIASES.containsKey(name.toLowerCase(Locale.ROOT))) {
        assume(name, new Rename(ALIASES.get(name.toLowerCase(Locale.ROOT)), false));
      } else {
        Part part = part(name);
        if (part != null) {
          parts.put(name, part);
          if (part.kind.equals("W") && tensor.shape().length == 2) {
            matrices.putIfAbsent(part.module, tensor);
          }
        }
      }
    }
    transposeOurs(tensors);
    nameParts(tensors, parts, matrices);
    if (!recognized.isEmpty()) {
      assumed.add(0, String.join("; ", recognized));
    }
  }

  private void assume(String name, Rename rename) {
    renames.put(name, rename);
    recognized.add(name + " is " + rename);
  }

  private static Part part(String whole) {
    String name = whole.replaceFirst(":0$", ""); // as TensorFlow has it
    Matcher gradient = GRADIENT.matcher(name);
    boolean isGradient = gradient.matches();
    String rest = isGradient ? either(gradient) : name;
    Matcher after = AFTER.matcher(rest);
    boolean isAfter = after.matches();
    rest = isAfter ? either(after) : rest;
    // The longest last word that is known: running_mean before mean
    for (int at = Math.max(0, rest.length() - LONGEST_LEAF); at < rest.length(); at++) {
      boolean isStart = at == 0 || "./_".indexOf(rest.charAt(at - 1)) >= 0;
      String kind = isStart ? LEAVES.get(rest.substring(at).toLowerCase(Locale.ROOT)) : null;
      if (kind != null && at > 0) {
        return new Part(rest.substring(0, at - 1), kind, isGradient, isAfter);
      }
    }
    return null;
  }

  private static String either(Matcher matcher) {
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  private void nameParts(
      List<Tensor> tensors, Map<String, Part> parts, Map<String, Tensor> matrices) {
    Map<String, Integer> modules = new LinkedHashMap<>(); // each with its layer
    matrices.keySet().forEach(module -> modules.put(module, modules.size() + 1));
    boolean isTransposed = isTransposed(new ArrayList<>(matrices.values()), tensors);
    Map<String, Integer> layers = new LinkedHashMap<>();
    int layer = 0;
    for (Part part : parts.values()) {
      if (modules.containsKey(part.module) && !layers.containsKey(part.module)) {
        layer = modules.get(part.module);
        layers.put(part.module, layer);
      }
      // A normalization belongs to the matrix before it
      layers.putIfAbsent(part.module, layer);
    }
    for (Tensor tensor : tensors) {
      Part part = parts.get(tensor.name());
      if (part != null && layers.get(part.module) > 0) {
        boolean isMatrix = tensor.shape().length == 2;
        String name = name(part, layers.get(part.module), modules.containsKey(part.module));
        assume(tensor.name(), new Rename(name, isTransposed && isMatrix));
      }
    }
  }

  private static String name(Part part, int layer, boolean isDense) {
    String after = part.isAfter ? ".after" : "";
    if (part.kind.equals("mean") || part.kind.equals("var")) {
      return "bn" + layer + ".running." + part.kind + after;
    }
    String kind = isDense
        ? part.kind
        : part.kind.equals("W") ? "gamma" : part.kind.equals("b") ? "beta" : part.kind;
    return (part.isGradient ? "d" : "") + kind + layer + after;
  }

  // W1 [in, out]: where x says that it is [out, in], all are
  private void transposeOurs(List<Tensor> tensors) {
    List<Tensor> matrices = tensors.stream()
        .filter(tensor -> OUR_WEIGHTS.matcher(tensor.name()).matches())
        .toList();
    boolean isUnmapped = matrices.stream()
        .allMatch(tensor -> renames.get(tensor.name()).name().equals(tensor.name()));
    if (!matrices.isEmpty()
        && isUnmapped
        && fits(matrices, tensors, true)
        && !fits(matrices, tensors, false)) {
      for (Tensor tensor : tensors) {
        if (tensor.shape().length == 2 && OUR_MATRICES.matcher(tensor.name()).matches()) {
          renames.put(tensor.name(), new Rename(tensor.name(), true));
        }
      }
      assumed.add("W1, W2, … are [out, in], as x and one another say, and were transposed");
    }
  }

  private boolean isTransposed(List<Tensor> matrices, List<Tensor> tensors) {
    if (matrices.isEmpty()) {
      return false;
    }
    boolean fitsAsIs = fits(matrices, tensors, false);
    boolean fitsTransposed = fits(matrices, tensors, true);
    boolean isTorch = matrices.get(0).name().toLowerCase(Locale.ROOT).contains("weight");
    boolean isTransposed = fitsTransposed && (!fitsAsIs || isTorch);
    if (fitsTransposed == fitsAsIs) {
      assumed.add(matrices.get(0).name() + " and the other weights are "
          + (isTransposed ? "[out, in], as PyTorch's" : "[in, out]")
          + "; their shapes do not tell");
    }
    return isTransposed;
  }

  private boolean fits(List<Tensor> matrices, List<Tensor> tensors, boolean isTransposed) {
    int from = isTransposed ? 1 : 0;
    int columns = tensors.stream()
        .filter(tensor -> renames.containsKey(tensor.name())
            && renames.get(tensor.name()).name().equals("x"))
        .mapToInt(x -> x.shape().length == 2 ? x.shape()[1] : -1)
        .findFirst()
        .orElse(-1);
    int before = columns;
    for (Tensor matrix : matrices) {
      if (matrix.shape().length != 2 || before >= 0 && matrix.shape()[from] != before) {
        return false;
      }
      before = matrix.shape()[1 - from];
    }
    return true;
  }

  /** @return the tensor under its name, or under its own where nothing is known of it */
  Tensor of(Tensor tensor) {
    Rename rename = renames.get(tensor.name());
    return rename == null ? tensor : rename.of(tensor);
  }

  /** @return what was found out, to be told */
  List<String> assumed() {
    return assumed;
  }
}
