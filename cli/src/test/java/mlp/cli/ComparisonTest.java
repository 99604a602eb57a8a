package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Initializer;
import mlp.api.Loss;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Track;
import mlp.api.Training;
import mlp.data.DataOptions;
import mlp.data.DataSets;
import mlp.equivalence.Agreement;
import mlp.equivalence.Verdict;
import mlp.formats.Recipe;
import mlp.numpy.NumpyTrack;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void aTrackAgreesWithItselfToTheBit() {
    Outcome outcome = compare(0.01, List.of(new NumpyTrack(), new Altered(1)));

    assertThat(outcome.verdict()).contains(Verdict.EQUAL);
    assertThat(outcome.agreement())
        .hasSize(5)
        .allSatisfy(pair -> assertThat(pair.largest().absolute()).isZero());
    assertThat(Wording.headline(outcome)).contains("to the last bit");
  }

  @Test
  void aTrackThatComputesSomethingElseIsDifferent() {
    Outcome outcome = compare(0.01, List.of(new NumpyTrack(), new Altered(1 + 1e-9)));

    assertThat(outcome.verdict()).contains(Verdict.DIFFERENT);
    assertThat(Wording.headline(outcome)).startsWith("The tracks came apart");
    assertThat(Wording.explanation(outcome)).contains("after epoch 1: ").contains("altered");
  }

  @Test
  void roundingThatTheTrainingEnlargesIsToldFromAnError() {
    List<Track> tracks = List.of(new NumpyTrack(), Track.all().get(Track.all().size() - 1));

    Outcome outcome = compare(20, tracks);

    assertThat(outcome.agreement()).anyMatch(PairAgreement::isDifferent);
    assertThat(outcome.verdict()).contains(Verdict.ROUNDING);
    assertThat(Wording.headline(outcome)).contains("which this training enlarges");
  }

  @Test
  void anErrorInAnUnstableTrainingIsDifferentAllTheSame() {
    Outcome outcome = compare(20, List.of(new NumpyTrack(), new Altered(1 + 1e-9)));

    assertThat(outcome.verdict()).contains(Verdict.DIFFERENT);
  }

  @Test
  void anErrorThatBeginsLateIsNoEnlargedRounding() {
    Outcome outcome = compare(0.1, List.of(new NumpyTrack(), new Swapped(40, 0.9)));

    assertThat(outcome.enlargement().orElseThrow().restart().same()).isTrue();
    assertThat(outcome.verdict()).contains(Verdict.DIFFERENT);
    assertThat(Wording.explanation(outcome)).contains("their first steps from the same weights");
  }

  @Test
  void tracksThatTrainTheSameAndPredictOtherwiseAreDifferent() {
    Outcome outcome = compare(0.1, List.of(new NumpyTrack(), new HalfOfTheLoss()));

    assertThat(outcome.verdict()).contains(Verdict.DIFFERENT);
    assertThat(Wording.headline(outcome)).contains("do not tell the same outputs");
    assertThat(Wording.explanation(outcome)).contains("the test loss after epoch 1 is ");
  }

  @Test
  void restartLeavesTheTrainedWeights() {
    Outcome outcome = compare(0.01, List.of(new NumpyTrack(), new Altered(1.5)));

    double difference = outcome.largestDifference(5).orElseThrow().largest().absolute();
    Parameters first = outcome.tracks().get(0).mlp().parameters();
    Parameters second = outcome.tracks().get(1).mlp().parameters();
    assertThat(Agreement.of(first, second, DataType.FLOAT64, 1).largest().absolute())
        .isEqualTo(difference);
  }

  private static Outcome compare(double learningRate, List<Track> tracks) {
    Network network = Network.withInputs(2)
        .layer(16, Activation.TANH)
        .layer(2, Activation.SOFTMAX)
        .initializer(Initializer.Scaled.GLOROT_UNIFORM)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
    Experiment experiment = new Experiment(
        DataSets.load("moons", DataOptions.defaults(), DataType.FLOAT64),
        new Recipe(
            Map.of("name", "moons"),
            DataType.FLOAT64,
            network,
            new Training(new Optimizer.Sgd(), learningRate, 32, 5, 1)));
    Progress progress = Progress.on(new PrintWriter(PrintWriter.nullWriter()));
    return new Comparison(
            experiment,
            tracks,
            Beginning.AT_FIRST_WEIGHTS,
            Saving.NONE,
            progress,
            new Interruption())
        .run();
  }

  /** The plain track whose loss, outside of training, is half of what it should be. */
  private record HalfOfTheLoss() implements Track {
    @Override
    public String name() {
      return "half";
    }

    @Override
    public int level() {
      return 9;
    }

    @Override
    public Mlp create(Network network, Training training, Parameters initial, DataType dataType) {
      Mlp right = new NumpyTrack().create(network, training, initial, dataType);
      return proxy((method, arguments) -> method.getName().equals("loss")
          ? right.loss((Batch) arguments[0]) / 2
          : method.invoke(right, arguments));
    }
  }

  /** The plain track whose learning rate is multiplied by a factor after some steps. */
  private record Swapped(int steps, double factor) implements Track {
    @Override
    public String name() {
      return "swapped";
    }

    @Override
    public int level() {
      return 9;
    }

    @Override
    public Mlp create(Network network, Training training, Parameters initial, DataType dataType) {
      Mlp right = new NumpyTrack().create(network, training, initial, dataType);
      Mlp wrong = new Altered(factor).create(network, training, initial, dataType);
      boolean[] swapped = new boolean[1];
      return proxy((method, arguments) -> {
        if (method.getName().equals("load")) {
          swapped[0] = false;
        }
        if (method.getName().equals("step") && !swapped[0] && right.steps() == steps) {
          swapped[0] = true;
          wrong.restore(right.state());
        }
        return method.invoke(swapped[0] ? wrong : right, arguments);
      });
    }
  }

  private interface Call {
    Object of(Method method, Object[] arguments) throws ReflectiveOperationException;
  }

  private static Mlp proxy(Call call) {
    return (Mlp) Proxy.newProxyInstance(
        Mlp.class.getClassLoader(),
        new Class<?>[] {Mlp.class},
        (proxy, method, arguments) -> call.of(method, arguments));
  }

  /** The plain track with its learning rate multiplied by a factor. */
  private record Altered(double factor) implements Track {
    @Override
    public String name() {
      return "altered";
    }

    @Override
    public int level() {
      return 9;
    }

    @Override
    public Mlp create(Network network, Training training, Parameters initial, DataType dataType) {
      Training altered = new Training(
          training.optimizer(),
          training.learningRate() * factor,
          training.batchSize(),
          training.epochs(),
          training.seed());
      return new NumpyTrack().create(network, altered, initial, dataType);
    }
  }
}
