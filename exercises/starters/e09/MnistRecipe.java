package e09;

import mlp.exercises.tasks.RecipeTask;

/** A network that reads handwritten digits. The page 09-mnist-98.md has what there is to choose. */
public final class MnistRecipe implements RecipeTask {

  @Override
  public Recipe recipe(int inputs, int classes, int rows) {
    throw new UnsupportedOperationException("write me");
  }
}
