package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mlp.api.DataType;
import mlp.api.Schedule;
import mlp.formats.Checkpoint;
import mlp.formats.CheckpointFile;
import mlp.formats.Recipe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeOptionsTest {
  private static final String OPTIONS =
      "--data moons --samples 40 --noise 0.2 --scaling standardize"
          + " --validation 0.25 --layers 5,4 --batch-norm --dropout 0.1 --batch 10 --epochs 2 --seed 7"
          + " --schedule cosine:1 --early-stopping 3 --dtype float32";

  @TempDir
  Path folder;

  private Path recipe;
  private Path saved;

  @BeforeEach
  void nameFiles() {
    recipe = folder.resolve("recipe.json");
    saved = folder.resolve("saved.npz");
  }

  @Test
  void optionsThatWereSavedAsARecipeTrainTheSame() {
    Checkpoint byOptions = train(OPTIONS + " --save-recipe " + recipe);
    Checkpoint byRecipe = train("--recipe " + recipe);

    Resumed.requireSame(byOptions, byRecipe);
    assertThat(byRecipe.recipe()).isEqualTo(byOptions.recipe());
    assertThat(byRecipe.recipe().data())
        .containsEntry("name", "moons")
        .containsEntry("samples", "40")
        .containsEntry("validation", "0.25");
  }

  @Test
  void someOptionsMayStandBesideARecipe() {
    train(OPTIONS + " --save-recipe " + recipe);

    Recipe changed = train(
            "--recipe " + recipe + " --seed 8 --epochs 3 --dtype float64 --validation 0.5")
        .recipe();

    assertThat(changed.training().seed()).isEqualTo(8);
    assertThat(changed.training().epochs()).isEqualTo(3);
    assertThat(changed.dataType()).isEqualTo(DataType.FLOAT64);
    assertThat(changed.data()).containsEntry("validation", "0.5");
    // 30 examples to train on, 10 in a batch, 2 epochs: the recipe's own.
    assertThat(changed.training().schedule()).isEqualTo(new Schedule.Cosine(3, 6, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--layers 3", "--optimizer sgd", "--learning-rate 1", "--batch 5", "--data xor",
        "--samples 9", "--dropout 0.5", "--batch-norm", "--schedule cosine", "--l2 1"
      })
  void otherOptionsHaveNoEffectWithARecipe(String option) {
    train(OPTIONS + " --save-recipe " + recipe);

    requireRefused(
        "--recipe " + recipe + " " + option, option.split(" ")[0] + " has no effect with --recipe");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          "samples"   | "semples"   | data.semples: got "40"
          "40"        | "forty"     | data.samples: got "forty"
          "standardize" | "log"     | scaling: got "log"
          "moons"     | "iris"      | got "iris"
          "units" : 5 | "units" : 0 | units: got 0
          "inputs" : 2 | "inputs" : 3 | inputs: got 2 columns, expected 3
          """)
  void aRecipeThatCannotBeUsedIsRefused(String right, String wrong, String expected)
      throws IOException {
    train(OPTIONS + " --save-recipe " + recipe);
    String json = Files.readString(recipe);
    assertThat(json).contains(right);
    Files.writeString(recipe, json.replace(right, wrong));

    requireRefused("--recipe " + recipe, expected);
  }

  @Test
  void aRecipeThatIsNoRecipeIsRefused() throws IOException {
    requireRefused("--recipe " + folder, "this is not a file that can be read");
    requireRefused("--recipe " + recipe, "there is no such file");
    Files.writeString(recipe, "{}");
    requireRefused("--recipe " + recipe, recipe.toString());
    Files.write(recipe, new byte[] {(byte) 0xC3, 0x28});
    requireRefused("--recipe " + recipe, "this is not text in UTF-8");
  }

  private Checkpoint train(String options) {
    CommandLineRun run = run(options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return CheckpointFile.read(saved);
  }

  private void requireRefused(String options, String expected) {
    CommandLineRun run = run(options);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.errorLines()).hasSize(1);
    assertThat(run.err()).contains(expected);
  }

  private CommandLineRun run(String options) {
    List<String> arguments = new ArrayList<>(List.of("train", "--track", "numpy-style", "--save"));
    arguments.add(saved.toString());
    arguments.addAll(List.of(options.split(" ")));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }
}
