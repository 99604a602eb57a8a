package mlp.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;

/**
 * DL4J's names of parameters: W1 is 0_W. Where batch normalization is a layer of its own, gamma1 is
 * 1_gamma, bn1.running.mean is 1_mean, and W2 is 2_W, or 3_W if an activation layer follows. A
 * dense layer before it may have a bias, which is then b1.
 */
final class ParameterNames {
  /** DL4J's default form of the running variance: the logarithm of the deviation. */
  static final String LOG_DEVIATION = BatchNormalizationParamInitializer.GLOBAL_LOG_STD;

  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final List<String> parameters = new ArrayList<>();
  private final List<String> statistics = new ArrayList<>();

  ParameterNames(LayerPlaces layers) {
    for (int i = 1; i <= layers.count(); i++) {
      LayerPlaces.Place place = layers.place(i);
      int dense = place.dense();
      put(parameters, "W" + i, dense, DefaultParamInitializer.WEIGHT_KEY);
      if (hasBias(layers.layer(dense))) {
        put(parameters, "b" + i, dense, DefaultParamInitializer.BIAS_KEY);
      }
      if (place.hasNormalization()) {
        putNormalization(
            i, place.normalization(), (org.deeplearning4j.nn.conf.layers.BatchNormalization)
                layers.layer(place.normalization()));
      }
    }
  }

  private void putNormalization(
      int i, int k, org.deeplearning4j.nn.conf.layers.BatchNormalization settings) {
    if (!settings.isLockGammaBeta()) {
      put(parameters, "gamma" + i, k, BatchNormalizationParamInitializer.GAMMA);
      put(parameters, "beta" + i, k, BatchNormalizationParamInitializer.BETA);
    }
    String bn = "bn" + i + ".running.";
    put(statistics, bn + "mean", k, BatchNormalizationParamInitializer.GLOBAL_MEAN);
    put(
        statistics,
        bn + "var",
        k,
        settings.isUseLogStd() ? LOG_DEVIATION : BatchNormalizationParamInitializer.GLOBAL_VAR);
  }

  private static boolean hasBias(Layer layer) {
    return layer instanceof BaseOutputLayer output
        ? output.hasBias()
        : ((org.deeplearning4j.nn.conf.layers.DenseLayer) layer).hasBias();
  }

  private void put(List<String> group, String name, int k, String parameter) {
    group.add(name);
    keys.put(name, k + "_" + parameter);
    names.put(k + "_" + parameter, name);
  }

  // W1, b1, … or W1, gamma1, beta1, …
  List<String> parameters() {
    return parameters;
  }

  // bn1.running.mean, bn1.running.var, …
  List<String> statistics() {
    return statistics;
  }

  // 0_W for W1
  String key(String name) {
    return keys.get(name);
  }

  // W1 for 0_W
  String name(String key) {
    return names.get(key);
  }
}
