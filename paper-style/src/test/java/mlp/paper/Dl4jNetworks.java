package mlp.paper;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Small networks of DL4J itself, with one output and the squared error. */
final class Dl4jNetworks {
  static final INDArray X =
      Nd4j.createFromArray(new double[][] {{1, -2}, {0.5, 3}, {-1, 0.25}, {2, 1}});
  static final INDArray Y = Nd4j.createFromArray(new double[][] {{1}, {0}, {-1}, {2}});

  private Dl4jNetworks() {}

  static Gradient gradients(MultiLayerNetwork network, INDArray x, INDArray y) {
    network.setInput(x);
    network.setLabels(y);
    network.computeGradientAndScore();
    return network.gradient();
  }

  static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(Nd4j.getRandom().getSeed())
        .dataType(DataType.DOUBLE);
  }

  static MultiLayerNetwork network(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = builder().list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    network.params().assign(parameters(network.numParams()));
    return network;
  }

  // 0.5, −0.25, 0.75, …
  static INDArray parameters(long count) {
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 2 == 0 ? 0.5 : -0.25) + 0.125 * (i % 5);
    }
    return Nd4j.createFromArray(values).reshape(1, count);
  }

  static DenseLayer dense(int units) {
    return new DenseLayer.Builder()
        .nIn(2)
        .nOut(units)
        .activation(Activation.TANH)
        .build();
  }

  static OutputLayer output(int inputs) {
    return output().nIn(inputs).build();
  }

  static OutputLayer.Builder output() {
    return new OutputLayer.Builder(new LossMSE()).nOut(1).activation(Activation.IDENTITY);
  }
}
