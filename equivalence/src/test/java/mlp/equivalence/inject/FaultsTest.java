package mlp.equivalence.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.equivalence.naive.NaiveTrack;
import org.junit.jupiter.api.Test;

class FaultsTest {
  // p − y of a confident network is small, and has the rounding of a p near 1.
  private static final double SMALL = 1e-2;
  private static final Map<Scenario, List<Trace>> RIGHT = new HashMap<>();

  /** What can happen within one run: all of the catalogue but another order of additions. */
  private static final Set<String> CAUSES =
      Set.of(("sum-over-batch sum-over-outputs mean-over-outputs half-squared-error full-batch-size"
              + " mean-at-parameters weight-transposed gradient-transposed bias-missing"
              + " bias-doubled bias-gradient-missing bias-gradient-first-row"
              + " activation-derivative-missing derivative-of-activation derivative-formula-at-z"
              + " relu-derivative-at-zero leaky-slope gelu-form activation-differs"
              + " activation-missing softmax-gradient-twice softmax-twice loss-clipped"
              + " epsilon-in-logarithm gradient-sign smoothing-missing smoothing-over-others"
              + " keep-and-drop-swapped dropout-not-scaled dropout-missing"
              + " dropout-gradient-unmasked dropout-gradient-unscaled undropped-input mask-differs"
              + " unbiased-variance unbiased-running-variance epsilon-outside-root"
              + " normalization-epsilon running-momentum-reversed normalization-decay"
              + " running-statistics-used gradient-through-mean-missing"
              + " gradient-through-variance-missing gradient-through-statistics-missing"
              + " scale-and-shift-missing decay-missing decay-doubled decay-halved"
              + " decay-decoupled decay-coupled decay-on-biases decay-without-rate"
              + " decay-after-step penalty-in-loss penalty-in-gradients clipping-missing"
              + " clipping-by-layer clipping-by-parameter clipping-by-value clipping-after-decay"
              + " clipping-norm-of-sum clipping-epsilon dampening momentum-missing"
              + " nesterov-for-momentum momentum-for-nesterov momentum-value"
              + " rate-outside-velocity epsilon-hat epsilon-inside-root optimizer-epsilon"
              + " bias-correction-missing step-count stale-moments beta1 beta2"
              + " accumulator-decay state-initial state-forgotten root-missing"
              + " schedule-off-by-one schedule-per-epoch schedule-missing learning-rate"
              + " update-sign updated-weights-used gradients-not-zeroed inputs-scaled"
              + " inputs-differ labels-shifted targets-differ batch-order initial-weights"
              + " initializer-variance last-batch-dropped parameters-not-carried"
              + " float16-products bfloat16-products tf32-products max-norm-missing")
          .split(" "));

  private static List<Trace> right(Scenario scenario) {
    return RIGHT.computeIfAbsent(scenario, s -> FaultyRun.of(s, List.of()));
  }

  private static boolean applies(Fault fault, Scenario scenario) {
    return IntStream.range(0, scenario.steps())
        .anyMatch(step -> fault.appliesTo(scenario.setup(step)));
  }

  private static Optional<Effect> effect(Fault fault, Scenario scenario) {
    return Effect.of(right(scenario), FaultyRun.of(scenario, List.of(fault)));
  }

  @Test
  void namesAreUniqueAndEveryCauseIsPlanted() {
    assertThat(Faults.all()).hasSizeGreaterThanOrEqualTo(110);
    assertThat(Faults.all())
        .extracting(Fault::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9.]+(-[a-z0-9.]+)*"));
    assertThat(Faults.all()).extracting(Fault::description).allMatch(text -> text.endsWith("."));
    assertThat(Faults.all().stream().flatMap(fault -> fault.cause().stream()).toList())
        .hasSameElementsAs(CAUSES);
    assertThat(Faults.all().stream().filter(fault -> fault.cause().isEmpty()).toList())
        .hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void everyFaultShowsFirstWhereItSaysAndDoesSoInTwoScenarios() {
    Map<String, Integer> shown = new LinkedHashMap<>();
    List<String> elsewhere = new ArrayList<>();
    for (Fault fault : Faults.all()) {
      shown.put(fault.name(), 0);
      for (Scenario scenario : Scenario.all()) {
        if (applies(fault, scenario)) {
          effect(fault, scenario).ifPresent(effect -> {
            shown.merge(fault.name(), 1, Integer::sum);
            Setup setup = scenario.setup((int) effect.step());
            if (!fault.appliesTo(setup) || !fault.first(setup).equals(effect.record())) {
              elsewhere.add(fault + " in " + scenario + ": " + effect
                  + (fault.appliesTo(setup) ? ", said " + fault.first(setup) : ", does not apply"));
            }
          });
        }
      }
    }
    assertThat(elsewhere).isEmpty();
    shown.values().removeIf(count -> count >= 2);
    assertThat(shown).isEmpty();
  }

  @Test
  void whatIsBeforeTheFirstWrongRecordIsRightToTheBit() {
    for (Fault fault : Faults.all()) {
      Scenario scenario = Scenario.all().stream()
          .filter(s -> applies(fault, s) && effect(fault, s).isPresent())
          .findFirst()
          .orElseThrow();
      List<Trace> wrong = FaultyRun.of(scenario, List.of(fault));
      int step = (int) effect(fault, scenario).orElseThrow().step();
      String first = fault.first(scenario.setup(step));
      for (Tensor record : right(scenario).get(step).records()) {
        if (record.name().equals(first)) {
          break;
        }
        assertThat(wrong.get(step).find(record.name()).orElseThrow().values())
            .as("%s before %s of %s in %s", record.name(), first, fault, scenario)
            .containsExactly(record.values());
      }
    }
  }

  @Test
  void aRightRunIsTheNaiveTracks() {
    for (Scenario scenario : Scenario.all()) {
      Mlp naive = new NaiveTrack()
          .create(scenario.network(), scenario.training(), scenario.initial(), scenario.dataType());
      for (int step = 0; step < scenario.steps(); step++) {
        Trace expected = naive.trace(scenario.batches().get(step));
        Trace found = right(scenario).get(step);
        assertThat(found.producer()).isEqualTo("inject");
        assertThat(found.step()).isEqualTo(step);
        assertThat(found.records())
            .extracting(Tensor::name)
            .containsExactlyElementsOf(
                expected.records().stream().map(Tensor::name).toList());
        for (Tensor record : expected.records()) {
          assertThat(found.find(record.name()).orElseThrow().values())
              .as("%s of step %d in %s", record.name(), step, scenario)
              .containsExactly(record.values());
        }
      }
    }
  }

  @Test
  void aRightRunIsNumpyStylesUpToRounding() {
    Track numpy = Track.all().get(0);
    for (Scenario scenario : Scenario.all()) {
      Mlp mlp = numpy.create(
          scenario.network(), scenario.training(), scenario.initial(), scenario.dataType());
      double relative = scenario.dataType() == DataType.FLOAT32 ? 1e-4 : 1e-10;
      for (int step = 0; step < scenario.steps(); step++) {
        Trace expected = mlp.trace(scenario.batches().get(step));
        for (Tensor record : expected.records()) {
          double[] found =
              right(scenario).get(step).find(record.name()).orElseThrow().values();
          double largest = Arrays.stream(record.values()).map(Math::abs).max().orElse(0);
          for (int i = 0; i < found.length; i++) {
            assertThat(Math.abs(found[i] - record.values()[i]))
                .as("%s of step %d in %s", record.name(), step, scenario)
                .isLessThanOrEqualTo(relative * (largest + SMALL));
          }
        }
      }
    }
  }

  @Test
  void recordsOfFloat32AreFloats() {
    for (Fault fault : Faults.all()) {
      Scenario scenario = Scenario.all().stream()
          .filter(s -> s.dataType() == DataType.FLOAT32 && applies(fault, s))
          .findFirst()
          .orElseThrow();
      for (Trace trace : FaultyRun.of(scenario, List.of(fault))) {
        for (Tensor record : trace.records()) {
          assertThat(
                  Arrays.stream(record.values()).allMatch(v -> Double.compare((float) v, v) == 0))
              .as("%s with %s", record, fault)
              .isTrue();
        }
      }
    }
  }

  @Test
  void twoFaultsAreInOneStep() {
    Scenario scenario = Scenario.all().get(0);
    Fault bias = Faults.named("bias-missing-first");
    Fault sign = Faults.named("update-sign");
    List<Trace> both = FaultyRun.of(scenario, List.of(bias, sign));
    List<Trace> onlyBias = FaultyRun.of(scenario, List.of(bias));
    assertThat(Effect.of(right(scenario), both)).contains(new Effect(0, "z1"));
    assertThat(Effect.of(onlyBias, both)).contains(new Effect(0, "W1.after"));
    assertThat(FaultyRun.bothTakeEffect(scenario, bias, sign)).isTrue();
    assertThat(FaultyRun.bothTakeEffect(scenario, bias, bias)).isFalse();
  }

  @Test
  void manyPairsCanBePlanted() {
    Set<String> pairs = new HashSet<>();
    List<Fault> faults = Faults.all();
    for (int i = 0; i < faults.size(); i++) {
      Fault first = faults.get(i);
      Fault second = faults.get((i * 7 + 11) % faults.size());
      Scenario.all().stream()
          .filter(s -> applies(first, s) && applies(second, s))
          .filter(s -> FaultyRun.bothTakeEffect(s, first, second))
          .findFirst()
          .ifPresent(s -> pairs.add(first + " and " + second));
    }
    assertThat(pairs).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void anUnknownNameIsAnsweredWithCloseOnes() {
    assertThatThrownBy(() -> Faults.named("bias-mising-first"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("\"bias-mising-first\"")
        .hasMessageContaining("the closest being bias-missing-first, ");
    assertThatThrownBy(() -> Faults.named("softmax"))
        .hasMessageContaining("the closest being softmax-twice, ");
  }

  @Test
  void aFaultThatDoesNotApplyIsRefused() {
    Scenario plain = Scenario.all().get(0);
    assertThatThrownBy(() -> FaultyRun.of(plain, List.of(Faults.named("unbiased-variance"))))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("unbiased-variance");
  }

  @Test
  void scenariosHaveEveryChoice() {
    List<Network> networks = Scenario.all().stream().map(Scenario::network).toList();
    assertThat(Scenario.all()).extracting(Scenario::name).doesNotHaveDuplicates();
    assertThat(networks.stream().map(Network::loss).collect(Collectors.toSet())).hasSize(3);
    assertThat(Scenario.all().stream()
            .map(s -> s.training().optimizer().getClass())
            .collect(Collectors.toSet()))
        .hasSize(7);
    assertThat(Scenario.all().stream()
            .map(s -> s.training().schedule().getClass())
            .collect(Collectors.toSet()))
        .hasSize(6);
  }
}
