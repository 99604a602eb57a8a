package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.formats.Checkpoint;
import mlp.formats.CheckpointFile;
import mlp.formats.ParametersFile;
import mlp.formats.SafetensorsFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointOptionsTest {
  // 40 examples, 12 of them to validate with: 4 steps of at most 8 in an epoch, 20 in all.
  private static final String DATA =
      "--data moons --samples 40 --validation 0.3 --layers 6" + " --batch-norm --batch 8";
  private static final String SETTINGS = DATA + " --dropout 0.2 --optimizer adamw"
      + " --schedule plateau:0,0.5 --clip-norm 0.5 --max-norm 2 --early-stopping 5 --epochs 5";

  /** Leaves every weight as it is. */
  private static final String STANDING = " --optimizer sgd --learning-rate 1e-300 --epochs 1";

  @TempDir
  Path folder;

  private Path whole;
  private Path file;

  @BeforeEach
  void nameFiles() {
    whole = folder.resolve("whole.npz");
    file = folder.resolve("run.npz");
  }

  @ParameterizedTest
  @CsvSource({"numpy-style,float64", "lowlevel,float32", "paper-style,float32"})
  void aTrainingThatIsStoppedAtAnyStepAndResumedIsTheSameToTheBit(String track, String dataType) {
    String settings = SETTINGS + " --dtype " + dataType;
    train("--track", track, settings, "--save", whole);
    for (int steps : new int[] {0, 1, 4, 7, 8, 19}) {
      String line = interrupt(steps, "--track", track, settings, "--save", file);

      assertThat(line)
          .isEqualTo("mlp: interrupted after " + steps / 4 + " of 5 epochs; saved in " + file
              + " after step " + steps + "; go on with: mlp train --resume " + file);
      CommandLineRun resumed = train("--resume", file);
      assertThat(resumed.err().contains("going on after step " + steps)).isEqualTo(steps > 0);
      Resumed.requireSame(CheckpointFile.read(whole), CheckpointFile.read(file));
    }
  }

  @Test
  void aTrainingMayBeInterruptedAgainAndAgain() {
    train("--track", "numpy-style", SETTINGS, "--save", whole);
    interrupt(3, "--track", "numpy-style", SETTINGS, "--save", file);
    for (int i = 0; i < 5; i++) {
      interrupt(3, "--resume", file);
    }

    assertThat(CheckpointFile.read(file).state().steps()).isEqualTo(18);
    train("--resume", file);
    Resumed.requireSame(CheckpointFile.read(whole), CheckpointFile.read(file));
  }

  @Test
  void anotherTrackMayGoOn() {
    train("--track", "numpy-style", SETTINGS, "--save", whole);
    interrupt(9, "--track", "numpy-style", SETTINGS, "--save", file);

    Path other = folder.resolve("other.npz");
    byte[] before = bytes(file);
    train("--resume", file, "--track", "paper-style", "--save", other);

    Checkpoint expected = CheckpointFile.read(whole);
    Checkpoint actual = CheckpointFile.read(other);
    assertThat(bytes(file)).isEqualTo(before);
    assertThat(actual.producer()).isEqualTo("paper-style");
    for (Tensor tensor : expected.state().tensors()) {
      assertThat(actual.state().get(tensor.name()).values())
          .as(tensor.name())
          .containsExactly(tensor.values(), within(1e-9));
    }
  }

  @Test
  void aTrainingThatIsDoneIsToldAgainAndCanBeExported() {
    CommandLineRun first = train("--track", "numpy-style", SETTINGS, "--save", whole);
    Path model = folder.resolve("model.safetensors");

    CommandLineRun again = train("--resume", whole, "--save", model);

    assertThat(again.out()).isEqualTo(first.out());
    Checkpoint checkpoint = CheckpointFile.read(whole);
    requireSame(
        SafetensorsFile.read(model),
        checkpoint.state().model(checkpoint.recipe().network()).tensors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.npz", "model.safetensors", "model.zip"})
  void aTrainingMayBeginWithWhatAnotherSaved(String name) {
    Path model = folder.resolve(name);
    train("--track", "paper-style", SETTINGS, "--save", model);
    train("--track", "paper-style", SETTINGS, "--save", whole);

    // The updater of DL4J's file must be the same.
    String optimizer = name.endsWith(".zip") ? " --optimizer adamw" : " --optimizer sgd";
    train(
        "--track",
        "paper-style",
        DATA + STANDING.replace(" --optimizer sgd", optimizer),
        "--load",
        model,
        "--save",
        file);

    requireSame(parameters(CheckpointFile.read(file)), parameters(CheckpointFile.read(whole)));
    assertThat(CheckpointFile.read(file).state().steps()).isEqualTo(4);
  }

  @Test
  void runningStatisticsAreLoadedWhereTheFileHasThem() {
    train("--track", "numpy-style", SETTINGS, "--save", whole);
    Checkpoint checkpoint = CheckpointFile.read(whole);
    Path parameters = folder.resolve("parameters.npz");
    ParametersFile.write(
        parameters,
        checkpoint.state().parameters(checkpoint.recipe().network()),
        checkpoint.recipe().dataType());

    train("--track", "numpy-style", DATA + STANDING, "--load", whole, "--save", file);
    double[] withStatistics =
        CheckpointFile.read(file).state().get("bn1.running.var").values();
    train("--track", "numpy-style", DATA + STANDING, "--load", parameters, "--save", file);
    double[] without = CheckpointFile.read(file).state().get("bn1.running.var").values();

    // Both saw the same four batches: what is left of the begin is 0.9⁴ of it.
    double[] loaded = checkpoint.state().get("bn1.running.var").values();
    for (int i = 0; i < loaded.length; i++) {
      assertThat(withStatistics[i] - without[i])
          .isCloseTo(Math.pow(0.9, 4) * (loaded[i] - 1), within(1e-12));
    }
  }

  @Test
  void theFileIsWrittenEverySoManySteps() {
    Path elsewhere = folder.resolve("elsewhere.npz");
    List<Long> seen = new ArrayList<>();
    Interruption watching = new Interruption() {
      @Override
      boolean isRequested() {
        if (Files.exists(elsewhere)) {
          seen.add(CheckpointFile.read(elsewhere).state().steps());
        }
        return false;
      }
    };

    run(watching, "--track", "numpy-style", SETTINGS, "--save", elsewhere, "--save-every", "6");

    assertThat(seen.stream().distinct()).containsExactly(6L, 12L, 18L);
    assertThat(CheckpointFile.read(elsewhere).progress().epochs()).hasSize(5);
  }

  @Test
  void anInterruptedTrainingOfWeightsAloneSaysSo() {
    Path model = folder.resolve("model.safetensors");

    String line = interrupt(2, "--track", "lowlevel", SETTINGS, "--save", model);

    assertThat(line)
        .endsWith(
            "saved in " + model + " after step 2; begin with these weights by --load " + model);
    assertThat(SafetensorsFile.read(model)).isNotEmpty();
  }

  @Test
  void optionsThatHaveNoEffectBesideOthersAreRefused() {
    train("--track", "numpy-style", SETTINGS, "--save", whole);

    requireRefused("--layers has no effect with --resume", "--resume", whole, "--layers", "3");
    requireRefused("--epochs has no effect with --resume", "--resume", whole, "--epochs", "9");
    requireRefused("--recipe has no effect with --resume", "--resume", whole, "--recipe", whole);
    requireRefused("--load has no effect with --resume", "--resume", whole, "--load", whole);
    requireRefused(
        "--save-every: got 3, expected it with --save",
        "--track",
        "numpy-style",
        "--save-every",
        "3");
    requireRefused("--save-every: got 0", "--resume", whole, "--save-every", "0");
    requireRefused("--save: got", "--track", "numpy-style", "--save", folder.resolve("model.pt"));
    requireRefused(
        "DL4J's form is for paper-style",
        "--track",
        "lowlevel",
        "--save",
        folder.resolve("model.zip"));
    requireRefused("--track: got \"torch\"", "--resume", whole, "--track", "torch");
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    train("--track", "numpy-style", SETTINGS, "--save", whole);

    requireRefused(
        "whole.npz: W1: got shape [2, 6], expected [2, 7]",
        "--track",
        "numpy-style",
        DATA.replace("--layers 6", "--layers 7"),
        "--load",
        whole);
    requireRefused(
        "nowhere.npz: there is no such file",
        "--track",
        "numpy-style",
        "--load",
        folder.resolve("nowhere.npz"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 200, 1500, -1})
  void aTruncatedCheckpointIsRefusedInOneLine(int length) throws IOException {
    train("--track", "numpy-style", SETTINGS, "--save", whole);
    byte[] bytes = bytes(whole);
    Files.write(file, Arrays.copyOf(bytes, length >= 0 ? length : bytes.length - 1));

    requireRefused(file.toString(), "--resume", file);
    requireRefused(file.toString(), "--track", "numpy-style", DATA, "--load", file);
  }

  @Test
  void aDamagedCheckpointIsRefusedInOneLineOrLoadsEqual() throws IOException {
    train("--track", "numpy-style", SETTINGS, "--save", whole);
    Checkpoint right = CheckpointFile.read(whole);
    byte[] bytes = bytes(whole);
    int refused = 0;
    for (int place = 0; place < bytes.length; place += 97) {
      byte[] damaged = bytes.clone();
      damaged[place] ^= 0x10;
      Files.write(file, damaged);

      CommandLineRun run = run(new Interruption(), "--resume", file);

      if (run.exitCode() == 0) {
        Resumed.requireSame(right, CheckpointFile.read(file));
      } else {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.errorLines()).hasSize(1);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(bytes.length / 97 / 2);
  }

  @Test
  void aFileOfParametersAloneIsNothingToResume() {
    Path parameters = folder.resolve("parameters.npz");
    train("--track", "numpy-style", SETTINGS, "--save", whole);
    Checkpoint checkpoint = CheckpointFile.read(whole);
    Network network = checkpoint.recipe().network();
    ParametersFile.write(
        parameters, checkpoint.state().parameters(network), checkpoint.recipe().dataType());

    requireRefused("expected a checkpoint", "--resume", parameters);
  }

  private static List<Tensor> parameters(Checkpoint checkpoint) {
    return checkpoint.state().parameters(checkpoint.recipe().network()).tensors();
  }

  private static void requireSame(List<Tensor> actual, List<Tensor> expected) {
    Parameters byName = new Parameters(actual);
    assertThat(actual).hasSameSizeAs(expected);
    expected.forEach(tensor -> assertThat(byName.get(tensor.name()).values())
        .as(tensor.name())
        .isEqualTo(tensor.values()));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static CommandLineRun train(Object... options) {
    CommandLineRun run = run(new Interruption(), options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  /** @return the line that tells the user of it */
  private static String interrupt(int steps, Object... options) {
    Interruption afterSteps = new Interruption() {
      private int asked;

      @Override
      boolean isRequested() {
        return asked++ >= steps;
      }
    };
    CommandLineRun run = run(afterSteps, options);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(130);
    return run.errorLines().get(run.errorLines().size() - 1);
  }

  private static void requireRefused(String expected, Object... options) {
    CommandLineRun run = run(new Interruption(), options);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.errorLines()).hasSize(1);
    assertThat(run.err()).contains(expected);
  }

  private static CommandLineRun run(Interruption interruption, Object... options) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    for (Object option : options) {
      arguments.addAll(
          option instanceof Path
              ? List.of(option.toString())
              : List.of(option.toString().split(" ")));
    }
    return CommandLineRun.of(interruption, arguments.toArray(String[]::new));
  }
}
