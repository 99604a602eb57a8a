package mlp.paper;

import java.util.LinkedHashMap;
import java.util.Map;
import mlp.api.Network;

/**
 * DL4J's names of parameters: W1 is 0_W. A layer with batch normalization is three of DL4J's, so
 * that gamma1 is 1_gamma, bn1.running.mean is 1_mean, and W2 is 3_W.
 */
final class ParameterNames {
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final int[] first;

  ParameterNames(Network network) {
    first = new int[network.layers().size()];
    int index = 0;
    for (int i = 1; i <= first.length; i++) {
      first[i - 1] = index;
      put("W" + i, index + "_W");
      if (network.layers().get(i - 1).hasBatchNormalization()) {
        put("gamma" + i, index + 1 + "_gamma");
        put("beta" + i, index + 1 + "_beta");
        put("bn" + i + ".running.mean", index + 1 + "_mean");
        put("bn" + i + ".running.var", index + 1 + "_var");
        index += 3;
      } else {
        put("b" + i, index + "_b");
        index++;
      }
    }
  }

  private void put(String name, String key) {
    keys.put(name, key);
    names.put(key, name);
  }

  // 0_W for W1
  String key(String name) {
    return keys.get(name);
  }

  // W1 for 0_W
  String name(String key) {
    return names.get(key);
  }

  // The place, from 0, of the DL4J layer that has W of a layer, from 1.
  int dense(int layer) {
    return first[layer - 1];
  }
}
