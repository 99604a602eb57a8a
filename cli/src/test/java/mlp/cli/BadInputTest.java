package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of bad input gives one line that names it, exit code 2, and no file. */
class BadInputTest {
  @TempDir
  Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          compare --layers 0                          | --layers: got "0"
          compare --layers 32,,                       | --layers: got "32,,"
          compare --layers 3x                         | --layers: got "3x"
          compare --layers -4                         | --layers: got "-4"
          compare --layers 99999999999                | --layers: got "99999999999"
          compare --layers 2000000000,2000000000      | layers[
          compare --activation rlu                    | --activation: got "rlu"
          compare --activation softmax                | activation: got softmax
          compare --loss hinge                        | --loss: got "hinge"
          compare --initializer hee                   | --initializer: got "hee"
          compare --initializer normal:x              | --initializer: got "normal:x"
          compare --initializer normal:-1             | standardDeviation: got -1.0
          compare --optimizer adamw2                  | --optimizer: got "adamw2"
          compare --learning-rate -0.1                | learningRate: got -0.1
          compare --learning-rate 0                   | learningRate: got 0.0
          compare --learning-rate NaN                 | learningRate: got NaN
          compare --learning-rate fast                | '--learning-rate': 'fast' is not a double
          compare --optimizer momentum --momentum 1   | momentum: got 1.0
          compare --momentum 0.5                      | --momentum has no effect with --optimizer adam
          compare --optimizer sgd --beta1 0.9         | --beta1 has no effect with --optimizer sgd
          compare --optimizer sgd --epsilon-hat       | --epsilon-hat has no effect
          compare --beta2 1                           | beta2: got 1.0
          compare --epsilon 0                         | epsilon: got 0.0
          compare --optimizer adam --rho 0.9          | --rho has no effect with --optimizer adam
          compare --optimizer sgd --epsilon 1e-8      | --epsilon has no effect with --optimizer sgd
          compare --dropout 1                         | dropout: got 1.0
          compare --input-dropout -0.1                | inputDropout: got -0.1
          compare --schedule linear                   | --schedule: got "linear", expected one of constant
          compare --schedule step                     | --schedule: got "step", expected step:EPOCHS,FACTOR
          compare --schedule step:2,x                 | --schedule: got "step:2,x", expected numbers
          compare --schedule cosine:99                | steps: got
          compare --schedule exponential:1.5          | factor: got
          compare --clip-norm 0                       | max: got 0.0
          compare --clip-norm 1 --clip-value 1        | --clip-norm and --clip-value: got 1.0 and 1.0
          bench --filter Nothing                      | --filter: got Nothing, expected a part of one of
          bench --filter (                            | --filter: got (, expected a regular expression
          bench --dtype float16                       | --dtype: got "float16"
          bench --rounds 0                            | --rounds: got 0
          bench --threads 0                           | --threads: got 0
          bench --threads 7                           | --threads: got 7, expected OMP_NUM_THREADS=7
          bench --filter Forward --peers python3      | --peers has no effect without TrainingStep
          bench --quick --peers /no/python            | --peers: got /no/python
          compare --threads 7                         | --threads: got 7, expected OMP_NUM_THREADS=7
          train --track lowlevel --threads two        | '--threads': 'two' is not an int
          compare --l2 -1                             | l2: got -1.0
          compare --weight-decay -1                   | weightDecay: got -1.0
          compare --max-norm -1                       | maxNorm: got -1.0
          compare --label-smoothing 1                 | labelSmoothing: got 1.0
          compare --loss squared-error --label-smoothing 0.1 | labelSmoothing: got 0.1
          compare --early-stopping 3                  | --early-stopping: got 3, expected it with --validation
          compare --validation 0.1 --early-stopping 0 | epochs: got 0
          compare --validation 1.5                    | got 1.5
          compare --recipe nowhere.json               | nowhere.json: there is no such file
          train --track numpy-style --save w.bin      | --save: got w.bin, expected a name that ends with .npz
          train --track numpy-style --save w.zip      | --save: got w.zip, expected .npz or .safetensors
          train --track numpy-style --save-every 5    | --save-every: got 5, expected it with --save
          train --track numpy-style --load w.npz      | w.npz: there is no such file
          train --resume w.npz                        | w.npz: there is no such file
          train --resume w.npz --epochs 5             | --epochs has no effect with --resume
          compare --optimizer rmsprop --rho 1         | decay: got 1.0
          compare --optimizer rmsprop --beta1 0.9     | --beta1 has no effect with --optimizer rmsprop
          compare --optimizer adamw --epsilon-hat     | --epsilon-hat has no effect with --optimizer adamw
          compare --optimizer adamw --weight-decay -1 | weightDecay: got -1.0
          compare --clip-value -1                     | max: got -1.0
          compare --validation x                      | '--validation': 'x' is not a double
          compare --data xor --validation 0.1         | validationFraction: got 0.1 of 4 rows
          compare --schedule step:0,2                 | factor: got 2.0
          compare --schedule constant:1               | --schedule: got "constant:1"
          compare --schedule exponential:             | --schedule: got "exponential:"
          compare --schedule cosine:1,2               | end: got 2.0
          compare --schedule one-cycle:1              | peak: got 1.0
          compare --schedule plateau:-1               | patience: got -1
          compare --schedule plateau:1.5              | --schedule: got "plateau:1.5"
          compare --batch 0                           | batchSize: got 0
          compare --batch 1.5                         | '--batch': '1.5' is not an int
          compare --epochs 0                          | epochs: got 0
          compare --epochs -3                         | epochs: got -3
          compare --dtype float16                     | --dtype: got "float16"
          compare --seed 1e3                          | '--seed': '1e3' is not a long
          compare --tracks numpy-style,torch          | --tracks: got "torch"
          compare --tracks numpy-style,numpy-style    | at least two different tracks
          compare --tracks ""                         | --tracks: got ""
          compare --data iris                         | got "iris"
          compare --data csv:                         | got "csv:"
          compare --samples 100                       | samples
          compare --data moons --noise -1             | noise: got -1.0
          compare --data moons --samples 1            | samples: got 1
          compare --data moons --test-fraction 0.5    | testFraction
          compare --data moons --test-fraction 1.5    | testFraction: got 1.5
          compare --scaling log                       | --scaling: got "log"
          compare --leyers 3                          | Unknown option
          compare --epochs                            | Missing required parameter for option '--epochs'
          compare digits                              | Unmatched argument
          comapre                                     | comapre
          train                                       | --track: got none, expected the name of a track
          train --track torch                         | --track: got "torch"
          """)
  void optionsThatCannotBeUsed(String arguments, String expected) throws IOException {
    requireRefused(expected, arguments.replace("\"\"", "").split(" ", -1));
  }

  @Test
  void nothingAtAll() throws IOException {
    requireRefused("no command given");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          ragged      | 1,2,a;3,4,b;5,c          | line 3
          nan         | 1,2,a;NaN,4,b;5,6,a      | line 2
          infinite    | 1,2,a;3,1e999,b;5,6,a    | line 2
          word        | 1,2,a;3,four,b;5,6,a     | line 2
          gap         | 1,2,a;3,,b;5,6,a         | line 2
          header-only | x,y,label                | header-only.csv
          """)
  void csvFilesThatCannotBeUsed(String name, String content, String expected) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".csv"), content.replace(';', '\n'));

    String line = requireRefused(expected, "compare", "--data", "csv:" + file);

    assertThat(line).contains(file.getFileName().toString());
  }

  @Test
  void aCsvFileThatIsNotThere() throws IOException {
    requireRefused("nowhere.csv", "compare", "--data", "csv:" + folder.resolve("nowhere.csv"));
  }

  @Test
  void aCsvFileThatIsAFolder() throws IOException {
    requireRefused(folder.toString(), "compare", "--data", "csv:" + folder);
  }

  @Test
  void anMnistFolderThatIsNotThere() throws IOException {
    requireRefused("nowhere", "compare", "--data", "mnist", "--mnist-dir", folder + "/nowhere");
  }

  @Test
  void anMnistFolderWithoutItsFiles() throws IOException {
    requireRefused(
        "train-images-idx3-ubyte", "compare", "--data", "mnist", "--mnist-dir", folder.toString());
  }

  @Test
  void truncatedMnistImages() throws IOException {
    byte[] whole = IdxFiles.images(3);
    writeMnist(Arrays.copyOf(whole, whole.length - 100), IdxFiles.labels(1, 2, 3));

    requireMnistRefused("train-images-idx3-ubyte");
  }

  @Test
  void mnistImagesOfTheWrongKind() throws IOException {
    writeMnist(
        IdxFiles.of(0xD03, new int[] {3, 28, 28}, new byte[3 * 784]), IdxFiles.labels(1, 2, 3));

    requireMnistRefused("magic number 0x00000D03");
  }

  @Test
  void anMnistLabelThatIsNoDigit() throws IOException {
    writeMnist(IdxFiles.images(3), IdxFiles.labels(1, 10, 3));

    requireMnistRefused("label 2");
  }

  @Test
  void moreMnistImagesThanLabels() throws IOException {
    writeMnist(IdxFiles.images(3), IdxFiles.labels(1, 2));

    requireMnistRefused("2 labels");
  }

  @Test
  void anOptionThatTheDataHaveNoUseFor() throws IOException {
    requireRefused("--mnist-dir: got", "compare", "--mnist-dir", folder.toString());
  }

  @Test
  void aReportFolderThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");

    requireRefused("--report: got " + file, "compare", "--report", file.toString());
    requireRefused("is a file", "compare", "--report", file + "/deeper");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a folder that nobody may write to")
  void aReportFolderThatCannotBeWritten() throws IOException {
    requireRefused("/proc cannot be written to", "compare", "--report", "/proc/report");
    requireRefused("/proc cannot be written to", "compare", "--json", "/proc/results.json");
  }

  @Test
  void aJsonFileInAFolderThatIsNotThere() throws IOException {
    requireRefused(
        "--json: got", "compare", "--json", folder.resolve("no/results.json").toString());
  }

  @Test
  void twoOutputsInOnePlace() throws IOException {
    String place = folder.resolve("out.npz").toString();
    requireRefused("two different places", "compare", "--json", place, "--report", place);
    requireRefused(
        "two different places",
        "train",
        "--track",
        "numpy-style",
        "--json",
        place,
        "--save",
        place);
  }

  @Test
  void anOutputInThePlaceOfTheData() throws IOException {
    String data = folder.resolve("data.csv").toString();
    requireRefused("two different places", "compare", "--data", "csv:" + data, "--json", data);
  }

  @Test
  void aJsonFileThatIsAFolder() throws IOException {
    requireRefused("a folder", "compare", "--json", folder.toString());
  }

  @Test
  void aFileOfParametersThatCannotBeWritten() throws IOException {
    requireRefused(
        "--save: got", "train", "--track", "numpy-style", "--save", folder + "/no/parameters.npz");
  }

  /** All outputs are asked for, so that one that was begun too early would be seen. */
  private String requireRefused(String expected, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (all.contains("compare") && !all.contains("--json")) {
      all.addAll(1, List.of("--json", folder.resolve("results.json").toString()));
    }
    if (all.contains("compare") && !all.contains("--report")) {
      all.addAll(1, List.of("--report", folder.resolve("report").toString()));
    }
    List<Path> before = filesIn(folder);

    CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));

    assertThat(run.errorLines()).as(run.err()).hasSize(1);
    String line = run.errorLines().get(0);
    assertThat(line).startsWith("mlp: ").contains(expected).hasSizeLessThan(400);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(filesIn(folder)).isEqualTo(before);
    return line;
  }

  private void requireMnistRefused(String expected) throws IOException {
    requireRefused(expected, "compare", "--data", "mnist", "--mnist-dir", folder.toString());
  }

  private void writeMnist(byte[] trainingImages, byte[] trainingLabels) throws IOException {
    Files.write(folder.resolve("train-images-idx3-ubyte"), trainingImages);
    Files.write(folder.resolve("train-labels-idx1-ubyte"), trainingLabels);
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), IdxFiles.images(2));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxFiles.labels(0, 9));
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }
}
