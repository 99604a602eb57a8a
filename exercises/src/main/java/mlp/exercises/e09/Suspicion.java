package mlp.exercises.e09;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mlp.exercises.tasks.RecipeTask.Recipe;

/**
 * What may be wrong with a recipe, raised by what its training looks like.
 *
 * @param seen what was seen, and what it hints at, in whole sentences
 * @param change what is changed to find out: "Without dropout"
 * @param remedied the recipe with that change, to be trained
 */
record Suspicion(String seen, String change, Recipe remedied) {
  private static final int TEN = 10;
  private static final int USUAL_BATCH = 32;
  private static final int FEW_UNITS = 32;
  private static final double FADING = 30;
  private static final int ENOUGH_STEPS = 1500;

  /** @return all that the training raises, the most telling first */
  static List<Suspicion> of(Recipe recipe, Symptoms symptoms) {
    List<Suspicion> all = new ArrayList<>();
    addOfBeginning(recipe, symptoms, all);
    addOfCurve(recipe, symptoms, all);
    addOfEnd(recipe, symptoms, all);
    return all;
  }

  // Inputs, weights and layers: what is there before the first step
  private static void addOfBeginning(Recipe recipe, Symptoms symptoms, List<Suspicion> all) {
    if (symptoms.hasLargeInputs()) {
      all.add(new Suspicion(
          text(
              "The inputs go up to %.0f: they are not scaled, so that the first layer's outputs, and"
                  + " with them all gradients, are as many times too large.",
              symptoms.largestInput()),
          "With pixels from 0 to 1 (Scaling.UNIT)",
          Changed.scaling(recipe)));
    }
    if (symptoms.areUnitsAlike()) {
      all.add(new Suspicion(
          "At the end all units of the first hidden layer have the very same weights: they began"
              + " alike (zeros?), got the same gradients, and count as one unit.",
          "With random first weights (HE_NORMAL)",
          Changed.initializer(recipe)));
    }
    if (symptoms.isLinear()) {
      all.add(new Suspicion(
          "The curve has become flat, and nothing bends between inputs and outputs: without a hidden"
              + " layer that has a function of its own, the classes are parted by planes. That is a"
              + " linear classifier, and this is its limit, however long it is trained.",
          "With a hidden layer of 256 ReLU",
          Changed.hidden(recipe)));
    }
    double fading = symptoms.hasHidden() ? symptoms.fadingOfGradient() : 1;
    if (fading > FADING && Double.isFinite(fading)) {
      all.add(new Suspicion(
          text(
              "Before the first step the gradient of the last layer's weights is %.0f times as large"
                  + " as that of the first layer's: it fades on its way back through so many layers"
                  + " with this activation, and the first layers hardly learn.",
              fading),
          "With ReLU and HE_NORMAL in the hidden layers",
          Changed.relu(recipe)));
    }
  }

  // How the loss went
  private static void addOfCurve(Recipe recipe, Symptoms symptoms, List<Suspicion> all) {
    Run run = symptoms.run();
    if (symptoms.isRising()) {
      all.add(new Suspicion(
          "The loss rises far above where it began: the steps jump over the minimum, each further"
              + " than the one before. The training diverges, the learning rate is too large.",
          "With a tenth of your learning rate",
          Changed.rate(recipe, 1.0 / TEN)));
    }
    if (symptoms.isRateGone()) {
      all.add(new Suspicion(
          text(
              "From step %d of %d on nothing moves any more: there your schedule has brought the"
                  + " learning rate to 0. A schedule counts steps, rows/batchSize in each epoch.",
              symptoms.endOfRate(), run.steps()),
          "With a constant rate",
          Changed.constantRate(recipe)));
    }
    if (run.stepsPerEpoch() <= 2) {
      all.add(new Suspicion(
          text(
              "The curve has few points: a batch of %d rows makes %d step(s) of an epoch, %d in all,"
                  + " and the network learns in steps, not in rows.",
              run.training().batchSize(), run.stepsPerEpoch(), run.steps()),
          "With batches of " + USUAL_BATCH + " rows",
          Changed.batchSize(recipe, USUAL_BATCH)));
    }
    if (symptoms.isSquaredError()) {
      all.add(new Suspicion(
          "The loss is the squared error: where the network is sure and wrong its gradient is"
              + " small, and it is divided by the 10 outputs besides. Classes want the softmax with"
              + " its cross-entropy, whose gradient p − y is largest where the error is.",
          "With softmax and cross-entropy",
          Changed.crossEntropy(recipe)));
    }
    if (symptoms.isLossStillFalling()) {
      addStillFalling(recipe, run, all);
    }
  }

  private static void addStillFalling(Recipe recipe, Run run, List<Suspicion> all) {
    all.add(new Suspicion(
        "The loss is still falling when the training ends, and slowly: the steps are too small, the"
            + " learning rate is too low.",
        "With ten times your learning rate",
        Changed.rate(recipe, TEN)));
    int factor = (int) Math.max(TEN, Math.min(100, ENOUGH_STEPS / run.steps()));
    all.add(new Suspicion(
        text(
            "The loss is still falling when the training ends: it was broken off too early, after"
                + " %d epoch(s) of %d steps.",
            run.training().epochs(), run.stepsPerEpoch()),
        "With " + factor + " times as many epochs",
        Changed.epochs(recipe, factor)));
  }

  // Where it came to
  private static void addOfEnd(Recipe recipe, Symptoms symptoms, List<Suspicion> all) {
    Run run = symptoms.run();
    if (run.hasDiverged()) {
      return;
    }
    if (symptoms.isDropoutStrong()) {
      all.add(new Suspicion(
          text(
              "In training the loss ends at %.2f, but the same images without dropout have %.2f: so"
                  + " much is dropped that too little is left to tell them by. Here p is the"
                  + " probability to DROP.",
              run.lastLoss(), run.onTraining().loss()),
          "Without dropout",
          Changed.withoutDropout(recipe)));
    }
    if (symptoms.haveWeightsShrunk()) {
      double[] norms = run.weightNorms();
      all.add(new Suspicion(
          text(
              "The weights have become smaller by training, from a norm of %.1f to %.1f: the decay"
                  + " draws them to 0 faster than the images can draw them away.",
              norms[0], norms[1]),
          "Without decay",
          Changed.withoutDecay(recipe)));
    }
    if (symptoms.smallestHiddenLayer() < FEW_UNITS) {
      all.add(new Suspicion(
          text(
              "The training images themselves are told right in %.1f%% only, and a hidden layer has"
                  + " %d unit(s): too few to tell ten classes by.",
              100 * run.onTraining().accuracy(), symptoms.smallestHiddenLayer()),
          "With at least 256 units in each hidden layer",
          Changed.wide(recipe)));
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
