package mlp.paper;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's batch normalization (R8), which a batch of one row does not break: ND4J's variance over a
 * single row has the shape [1, units], where DL4J subtracts it from [units], and throws.
 */
public final class PaperBatchNormalization extends BatchNormalization {
  /** As DL4J reads a saved network: the settings follow. */
  public PaperBatchNormalization() {}

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    Computation layer = new Computation(configuration, dataType);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    return layer;
  }

  private static final class Computation
      extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {
    private static final long serialVersionUID = 1L;

    Computation(NeuralNetConfiguration configuration, DataType dataType) {
      super(configuration, dataType);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray dout, LayerWorkspaceMgr workspaces) {
      return dout.size(0) > 1
          ? super.backpropGradient(dout, workspaces)
          : ofSingleRow(dout, workspaces);
    }

    // n = 1: μ = z, σ² = 0, x̂ = 0, and so dβ = dout, dγ = 0, dz = 0
    // running ← running − (1 − decay)·(running − batch)
    private Pair<Gradient, INDArray> ofSingleRow(INDArray dout, LayerWorkspaceMgr workspaces) {
      INDArray z = input.reshape(input.length());
      double share = 1 - layerConf().getDecay();
      Gradient gradient = new DefaultGradient();
      put(gradient, BatchNormalizationParamInitializer.GAMMA).assign(0);
      put(gradient, BatchNormalizationParamInitializer.BETA).assign(dout.reshape(dout.length()));
      INDArray mean = getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN);
      put(gradient, BatchNormalizationParamInitializer.GLOBAL_MEAN)
          .assign(mean)
          .subi(z)
          .muli(share);
      INDArray var = getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
      put(gradient, BatchNormalizationParamInitializer.GLOBAL_VAR).assign(var).muli(share);
      INDArray dz = workspaces.create(ArrayType.ACTIVATION_GRAD, dataType, dout.shape());
      return new Pair<>(gradient, dz);
    }

    private INDArray put(Gradient gradient, String parameter) {
      INDArray view = gradientViews.get(parameter);
      gradient.setGradientFor(parameter, view);
      return view;
    }
  }
}
