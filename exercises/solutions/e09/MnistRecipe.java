package e09;

import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;
import mlp.data.Scaling;
import mlp.exercises.tasks.RecipeTask;

/** A network with one hidden layer that reads handwritten digits. */
public final class MnistRecipe implements RecipeTask {

  @Override
  public Recipe recipe(int inputs, int classes, int rows) {
    Network network = Network.withInputs(inputs)
        .layer(new Layer(512, Activation.RELU, new Normalization.None(), 0.3))
        .layer(classes, Activation.SOFTMAX)
        .initializer(Initializer.Scaled.HE_NORMAL)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
    int batchSize = 32;
    int epochs = 30;
    long steps = (long) ((rows + batchSize - 1) / batchSize) * epochs;
    Training training = new Training(new Optimizer.Momentum(0.9), 0.1, batchSize, epochs, 1)
        .toBuilder().schedule(new Schedule.Cosine(0, steps, 0)).build();
    return new Recipe(Scaling.UNIT, network, training);
  }
}
