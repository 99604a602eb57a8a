package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every option that changes the network or a step arrives in the records, and is shown in words.
 */
class SettingsOptionsTest {
  @TempDir
  Path folder;

  // moons has 500 examples: 16 steps of 32 in an epoch, 32 in two.
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          --batch-norm              | /network/layers/0/normalization | {"type":"batch","decay":0.9,"epsilon":1.0E-5} | 32 batch-norm relu
          --dropout 0.25            | /network/layers/0/dropout       | 0.25                                          | 32 relu dropout 0.25
          --input-dropout 0.1       | /network/inputDropout           | 0.1                                           | 2 dropout 0.1 →
          --l2 1e-4                 | /training/l2                    | 1.0E-4                                        | L2 1e-4
          --weight-decay 0.02       | /training/weightDecay           | 0.02                                          | weight decay 0.02
          --max-norm 3              | /training/maxNorm               | 3.0                                           | max-norm 3;
          --label-smoothing 0.1     | /training/labelSmoothing        | 0.1                                           | label smoothing 0.1
          --clip-norm 1             | /training/clipping              | {"type":"global-norm","max":1.0}              | clipped to the norm 1;
          --clip-value 0.5          | /training/clipping              | {"type":"value","max":0.5}                    | clipped to ±0.5
          --schedule constant       | /training/schedule              | {"type":"constant"}                           | 1e-8; batch 32
          --schedule step:.25,0.5   | /training/schedule              | {"type":"step","every":4,"factor":0.5}        | rate × 0.5 every 4 steps
          --schedule step:1,.1      | /training/schedule              | {"type":"step","every":16,"factor":0.1}       | rate × 0.1 every 16 steps
          --schedule exponential:65536e-16 | /training/schedule       | {"type":"exponential","factor":0.2}           | rate × 0.2 every step
          --schedule cosine         | /training/schedule              | {"type":"cosine","warmUp":0,"steps":32,"end":0.0} | cosine down to 0 of the rate in 32 steps
          --schedule cosine:1,0.1   | /training/schedule              | {"type":"cosine","warmUp":16,"steps":32,"end":0.1} | warm-up 16 steps
          --schedule one-cycle      | /training/schedule              | {"type":"one-cycle","steps":32,"peak":0.3,"startDivisor":25.0,"endDivisor":10000.0} | one cycle of 32 steps
          --schedule one-cycle:0.5  | /training/schedule              | {"type":"one-cycle","steps":32,"peak":0.5,"startDivisor":25.0,"endDivisor":10000.0} | peak at 0.5
          --schedule plateau        | /training/schedule              | {"type":"plateau","window":16,"patience":2,"factor":0.5,"threshold":1.0E-4} | 3 times in a row
          --schedule plateau:4,0.1  | /training/schedule              | {"type":"plateau","window":16,"patience":4,"factor":0.1,"threshold":1.0E-4} | rate × 0.1 when
          --optimizer rmsprop       | /training/optimizer             | {"type":"rmsprop","decay":0.9,"epsilon":1.0E-8} | rmsprop, learning rate 0.001, ρ 0.9
          --optimizer rmsprop --rho 0.99 --epsilon 1e-7 | /training/optimizer | {"type":"rmsprop","decay":0.99,"epsilon":1.0E-7} | ρ 0.99, ε 1e-7
          --optimizer adagrad       | /training/optimizer             | {"type":"adagrad","epsilon":1.0E-10}          | adagrad, learning rate 0.02, ε 1e-10
          --optimizer adamw         | /training/optimizer             | {"type":"adamw","beta1":0.9,"beta2":0.999,"epsilon":1.0E-8,"weightDecay":0.01} | adamw, learning rate 0.003
          --optimizer adamw --weight-decay 0.1 --beta1 0.8 | /training/optimizer | {"type":"adamw","beta1":0.8,"beta2":0.999,"epsilon":1.0E-8,"weightDecay":0.1} | weight decay 0.1
          --validation 0.2 --early-stopping 3 | /training/earlyStopping | {"type":"patience","epochs":3,"minimumImprovement":0.0} | ends after 3 epochs without
          """)
  void optionsArriveInTheRecordsAndInTheHeader(
      String options, String pointer, String expected, String words) throws IOException {
    Run run = train("--data moons --epochs 2 " + options);

    assertThat(run.json.at(pointer).toString()).isEqualTo(expected);
    assertThat(run.out.replaceAll("\\s+", " ")).contains(words);
  }

  @Test
  void validationExamplesAreKeptOutOfTrainingAndEvaluated() throws IOException {
    Run run = train("--data moons --epochs 2 --validation 0.2");

    assertThat(run.json.at("/data/trainingExamples").asInt()).isEqualTo(400);
    assertThat(run.json.at("/data/validationExamples").asInt()).isEqualTo(100);
    assertThat(run.json.at("/data/testExamples").asInt()).isEqualTo(500);
    assertThat(run.json.at("/tracks/0/validationLossPerEpoch")).hasSize(2);
    assertThat(run.json.at("/tracks/0/validationAccuracyPerEpoch")).hasSize(2);
    assertThat(run.out).contains("validation loss", "validation accuracy", "100 to validate with");
    assertThat(run.err).contains("validation accuracy 0.").doesNotContain("test accuracy");
  }

  @Test
  void trainingThatEndsEarlyHasTheParametersOfItsBestEpoch() throws IOException {
    Run run = train("--data moons --samples 40 --noise 0.5 --layers 64 --learning-rate 0.05"
        + " --validation 0.3 --early-stopping 2 --epochs 200");

    JsonNode losses = run.json.at("/tracks/0/validationLossPerEpoch");
    int last = losses.size();
    int best = run.json.at("/tracks/0/finalEpoch").asInt();
    assertThat(last).isLessThan(200).isEqualTo(best + 2);
    losses.forEach(loss ->
        assertThat(loss.asDouble()).isGreaterThanOrEqualTo(losses.get(best - 1).asDouble()));
    assertThat(run.out.replaceAll("\\s+", " "))
        .contains("ended after epoch " + last + " of 200 with its parameters after epoch " + best);
    String accuracy = Wording.accuracy(
        run.json.at("/tracks/0/testAccuracyPerEpoch").get(best - 1).asDouble());
    assertThat(run.out).contains("test accuracy " + accuracy + ":");
  }

  @Test
  void tracksThatEndEarlyAreComparedUpToThere() {
    CommandLineRun run = CommandLineRun.of(("compare --data moons --samples 40 --noise 0.5"
            + " --layers 64 --learning-rate 0.05 --validation 0.3 --early-stopping 1 --epochs 50"
            + " --batch-norm --report " + folder.resolve("report"))
        .split(" "));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("The same network").contains("paper-style ended after epoch");
    assertThat(folder.resolve("report/index.html"))
        .content()
        .contains("Validation loss", "without a new least validation loss");
  }

  @Test
  void trainingIsShownEpochByEpochAndEndsWithTheConfusionMatrix() throws IOException {
    Run run = train("--data moons --epochs 3");

    assertThat(run.err.lines())
        .hasSize(3)
        .allMatch(line -> line.matches(
            "epoch [123] of 3: loss \\d\\.\\d{4}, test accuracy [01]\\.\\d{4}," + " \\d+\\.\\d s"));
    List<String> lines = run.out.lines().toList();
    int title =
        lines.indexOf("confusion on the test examples: true classes in rows, predicted in columns");
    assertThat(lines.get(title + 1)).isEqualTo("       0   1");
    int[] zeros = numbers(lines.get(title + 2));
    int[] ones = numbers(lines.get(title + 3));
    assertThat(zeros).startsWith(0);
    assertThat(ones).startsWith(1);
    assertThat(zeros[1] + zeros[2]).isEqualTo(250);
    assertThat(ones[1] + ones[2]).isEqualTo(250);
    assertThat(lines.get(title + 5))
        .isEqualTo("test accuracy " + Wording.accuracy((zeros[1] + ones[2]) / 500.0) + ": "
            + (zeros[1] + ones[2]) + " of 500 are right");
  }

  private static int[] numbers(String line) {
    return Arrays.stream(line.strip().split(" +")).mapToInt(Integer::parseInt).toArray();
  }

  private record Run(JsonNode json, String out, String err) {}

  private Run train(String options) throws IOException {
    Path file = folder.resolve("results.json");
    List<String> arguments =
        new ArrayList<>(List.of("train", "--track", "numpy-style", "--json", file.toString()));
    arguments.addAll(List.of(options.split(" ")));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new Run(new ObjectMapper().readTree(Files.readString(file)), run.out(), run.err());
  }
}
