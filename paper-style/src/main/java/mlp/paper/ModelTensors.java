package mlp.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import mlp.api.DataType;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.TrainingState;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a DL4J network keeps from step to step, under the names and in the order of this project:
 * parameters and running statistics stand in its parameters, the optimizer's state in its updater.
 */
record ModelTensors(
    MultiLayerNetwork model,
    ParameterNames names,
    Network network,
    Optimizer optimizer,
    DataType dataType) {

  // W1, b1, … or W1, gamma1, beta1, …
  List<Tensor> parameters(String suffix) {
    return tensors(network.parameterShapes(), name -> name + suffix, this::values);
  }

  // bn1.running.mean, bn1.running.var, …
  List<Tensor> statistics(String suffix) {
    return tensors(network.statisticsShapes(), name -> name + suffix, this::values);
  }

  // opt.m.W1, opt.m.b1, …, opt.v.W1, …
  List<Tensor> optimizerState() {
    List<Tensor> tensors = new ArrayList<>();
    for (Optimizers.State state : Optimizers.states(optimizer)) {
      Map<String, INDArray> views = Optimizers.views(state, model);
      tensors.addAll(tensors(
          network.parameterShapes(),
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
    network.parameterShapes().keySet().forEach(name -> set(name, state.get(name)));
    network.statisticsShapes().keySet().forEach(name -> set(name, state.get(name)));
    for (Optimizers.State kept : Optimizers.states(optimizer)) {
      Optimizers.views(kept, model).forEach((key, view) -> {
        Tensor tensor = state.get("opt." + kept.name() + "." + names.name(key));
        view.assign(NdArrays.of(tensor, dataType).reshape('c', view.shape()));
      });
    }
  }

  /** As a new training begins: means 0, variances 1, the optimizer's state 0. */
  void reset() {
    network
        .statisticsShapes()
        .forEach(
            (name, shape) -> model.getParam(names.key(name)).assign(name.endsWith("var") ? 1 : 0));
    INDArray state = model.getUpdater().getStateViewArray();
    if (state != null) {
      state.assign(0);
    }
  }

  private double[] values(String name) {
    return NdArrays.toDoubles(model.getParam(names.key(name)));
  }

  private static List<Tensor> tensors(
      Map<String, int[]> shapes, UnaryOperator<String> rename, Function<String, double[]> values) {
    return shapes.entrySet().stream()
        .map(entry -> new Tensor(
            rename.apply(entry.getKey()), entry.getValue(), values.apply(entry.getKey())))
        .toList();
  }
}
