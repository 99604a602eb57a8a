package mlp.paper;

/** DL4J's names of parameters: W1 is 0_W. */
final class ParameterNames {
  private ParameterNames() {}

  // 0_W for W1
  static String key(String name) {
    int layer = Integer.parseInt(name.substring(1));
    return layer - 1 + "_" + name.charAt(0);
  }

  // W1 for 0_W
  static String name(String key) {
    int separator = key.indexOf('_');
    int layer = Integer.parseInt(key.substring(0, separator)) + 1;
    return key.substring(separator + 1) + layer;
  }
}
