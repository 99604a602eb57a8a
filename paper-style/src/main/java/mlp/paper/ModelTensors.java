package mlp.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import mlp.api.DataType;
import mlp.api.Tensor;
import mlp.api.TrainingState;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a DL4J network keeps from step to step, under the names and in the order of this project:
 * parameters and running statistics stand in its parameters, the optimizer's state in its updater.
 *
 * @param states what the updater keeps for each parameter
 */
record ModelTensors(
    MultiLayerNetwork model,
    ParameterNames names,
    List<Optimizers.State> states,
    DataType dataType) {

  // W1, b1, … or W1, gamma1, beta1, …
  List<Tensor> parameters(String suffix) {
    return tensors(names.parameters(), name -> name + suffix, this::values);
  }

  // bn1.running.mean, bn1.running.var, …
  List<Tensor> statistics(String suffix) {
    return tensors(names.statistics(), name -> name + suffix, this::values);
  }

  // opt.m.W1, opt.m.b1, …, opt.v.W1, …
  List<Tensor> optimizerState() {
    List<Tensor> tensors = new ArrayList<>();
    for (Optimizers.State state : states) {
      Map<String, INDArray> views = Optimizers.views(state, model);
      tensors.addAll(tensors(
          names.parameters(),
          name -> "opt." + state.name() + "." + name,
          name -> NdArrays.toDoubles(views.get(names.key(name)))));
    }
    return tensors;
  }

  // In the order of TrainingState.
  List<Tensor> all() {
    List<Tensor> tensors = new ArrayList<>(parameters(""));
    tensors.addAll(statistics(""));
    tensors.addAll(optimizerState());
    return tensors;
  }

  void set(String name, Tensor tensor) {
    model.setParam(names.key(name), NdArrays.of(tensor, dataType));
  }

  void set(TrainingState state) {
    names.parameters().forEach(name -> set(name, state.get(name)));
    names.statistics().forEach(name -> set(name, state.get(name)));
    for (Optimizers.State kept : states) {
      Optimizers.views(kept, model).forEach((key, view) -> {
        Tensor tensor = state.get("opt." + kept.name() + "." + names.name(key));
        view.assign(NdArrays.of(tensor, dataType).reshape('c', view.shape()));
      });
    }
  }

  /** As a new training begins: means 0, variances 1, the optimizer's state 0. */
  void reset() {
    names
        .statistics()
        .forEach(name -> model.getParam(names.key(name)).assign(name.endsWith("var") ? 1 : 0));
    INDArray state = model.getUpdater().getStateViewArray();
    if (state != null) {
      state.assign(0);
    }
  }

  /** [in, out] of a weight, [out] of every other parameter or statistic. */
  int[] shape(String name) {
    INDArray parameter = model.getParam(names.key(name));
    return name.startsWith("W")
        ? new int[] {(int) parameter.size(0), (int) parameter.size(1)}
        : new int[] {(int) parameter.length()};
  }

  private double[] values(String name) {
    String key = names.key(name);
    double[] values = NdArrays.toDoubles(model.getParam(key));
    return key.endsWith(ParameterNames.LOG_DEVIATION)
        ? Arrays.stream(values)
            .map(log -> dataType.round(Math.pow(10, 2 * log)))
            .toArray()
        : values;
  }

  private List<Tensor> tensors(
      List<String> of, UnaryOperator<String> rename, Function<String, double[]> values) {
    return of.stream()
        .map(name -> new Tensor(rename.apply(name), shape(name), values.apply(name)))
        .toList();
  }
}
