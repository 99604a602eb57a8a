package mlp.exercises.e09;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Schedule;
import mlp.api.Training;
import mlp.data.Scaling;
import mlp.exercises.tasks.RecipeTask.Recipe;

/** A recipe with one thing changed, and all else as the learner has it. */
final class Changed {
  private static final int HIDDEN = 256;

  private Changed() {}

  static Recipe scaling(Recipe recipe) {
    return new Recipe(Scaling.UNIT, recipe.network(), recipe.training());
  }

  static Recipe initializer(Recipe recipe) {
    Network old = recipe.network();
    return network(
        recipe, old.layers(), old.inputDropout(), old.loss(), Initializer.Scaled.HE_NORMAL);
  }

  static Recipe withoutDropout(Recipe recipe) {
    return layers(
        recipe, 0, layer -> new Layer(layer.units(), layer.activation(), layer.normalization(), 0));
  }

  static Recipe relu(Recipe recipe) {
    return initializer(layers(
        recipe,
        recipe.network().inputDropout(),
        layer ->
            new Layer(layer.units(), Activation.RELU, layer.normalization(), layer.dropout())));
  }

  static Recipe wide(Recipe recipe) {
    return layers(
        recipe,
        recipe.network().inputDropout(),
        layer -> new Layer(
            Math.max(HIDDEN, layer.units()),
            layer.activation(),
            layer.normalization(),
            layer.dropout()));
  }

  /** A hidden layer in front of the others, and ReLU in those that have the identity. */
  static Recipe hidden(Recipe recipe) {
    Network old = recipe.network();
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(HIDDEN, Activation.RELU));
    layers.add(old.layers().get(old.layers().size() - 1));
    return network(recipe, layers, old.inputDropout(), old.loss(), Initializer.Scaled.HE_NORMAL);
  }

  static Recipe crossEntropy(Recipe recipe) {
    Network old = recipe.network();
    List<Layer> layers = new ArrayList<>(old.layers());
    layers.set(layers.size() - 1, new Layer(old.outputs(), Activation.SOFTMAX));
    return network(
        recipe, layers, old.inputDropout(), Loss.SOFTMAX_CROSS_ENTROPY, old.initializer());
  }

  static Recipe rate(Recipe recipe, double factor) {
    double rate = recipe.training().learningRate() * factor;
    return training(recipe, training -> training.learningRate(rate));
  }

  static Recipe withoutDecay(Recipe recipe) {
    return training(recipe, training -> training.l2(0).weightDecay(0).maxNorm(0));
  }

  static Recipe constantRate(Recipe recipe) {
    return training(recipe, training -> training.schedule(new Schedule.Constant()));
  }

  /** So many times the epochs; a schedule is stretched with them. */
  static Recipe epochs(Recipe recipe, int factor) {
    Training old = recipe.training();
    return training(
        recipe,
        training ->
            training.epochs(old.epochs() * factor).schedule(stretched(old.schedule(), factor)));
  }

  static Recipe batchSize(Recipe recipe, int batchSize) {
    Training old = recipe.training();
    double factor = Math.max(1, (double) old.batchSize() / batchSize);
    return training(
        recipe,
        training -> training.batchSize(batchSize).schedule(stretched(old.schedule(), factor)));
  }

  private static Schedule stretched(Schedule schedule, double factor) {
    if (schedule instanceof Schedule.Cosine cosine) {
      return new Schedule.Cosine(cosine.warmUp(), (long) (cosine.steps() * factor), cosine.end());
    }
    if (schedule instanceof Schedule.OneCycle cycle) {
      return new Schedule.OneCycle(
          (long) (cycle.steps() * factor), cycle.peak(), cycle.startDivisor(), cycle.endDivisor());
    }
    return schedule;
  }

  private static Recipe training(Recipe recipe, UnaryOperator<Training.Builder> change) {
    Training changed = change.apply(recipe.training().toBuilder()).build();
    return new Recipe(recipe.scaling(), recipe.network(), changed);
  }

  private static Recipe layers(Recipe recipe, double inputDropout, UnaryOperator<Layer> change) {
    Network old = recipe.network();
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : old.layers().subList(0, old.layers().size() - 1)) {
      layers.add(change.apply(layer));
    }
    layers.add(old.layers().get(old.layers().size() - 1));
    return network(recipe, layers, inputDropout, old.loss(), old.initializer());
  }

  private static Recipe network(
      Recipe recipe, List<Layer> layers, double inputDropout, Loss loss, Initializer initializer) {
    Network network =
        new Network(recipe.network().inputs(), inputDropout, layers, loss, initializer);
    return new Recipe(recipe.scaling(), network, recipe.training());
  }
}
