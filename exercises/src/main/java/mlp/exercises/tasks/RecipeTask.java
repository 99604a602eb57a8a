package mlp.exercises.tasks;

import mlp.api.Network;
import mlp.api.Training;
import mlp.data.Scaling;

/** How to train a network that reads handwritten digits. */
public interface RecipeTask {

  /**
   * All that decides how well the network does.
   *
   * @param scaling how the brightness of pixels is brought to a range before the network gets it
   * @param network its layers, its loss, and how its first weights are drawn
   * @param training optimizer, learning rate, batch size, epochs; without early stopping. The
   *     grader trains with other seeds than the one given here
   */
  record Recipe(Scaling scaling, Network network, Training training) {}

  /**
   * @param inputs pixels of an image: 64 in digits, 784 in MNIST
   * @param classes 10
   * @param rows images to train on: 1,438 in digits, 60,000 in MNIST
   * @return the recipe for a data set of that size
   */
  Recipe recipe(int inputs, int classes, int rows);
}
