package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mlp.cli.experiment.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ExperimentCommandTest {
  @TempDir
  Path folder;

  static List<String> names() {
    return Study.all().stream().map(Study::name).toList();
  }

  @Test
  void withoutANameItListsAllWithTheirQuestions() {
    CommandLineRun run = CommandLineRun.of("experiment");

    assertThat(run.exitCode()).isZero();
    for (Study study : Study.all()) {
      assertThat(run.out().lines())
          .anyMatch(line -> line.startsWith(study.name() + " ") && line.endsWith(study.question()));
    }
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theHelpNamesAll() {
    CommandLineRun run = CommandLineRun.of("experiment", "xor", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().replaceAll("\\s+", " ")).contains(names());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      experiment dropouts               | experiment: got "dropouts", expected one of activations
      experiment xor --track torch      | --track: got "torch"
      experiment xor --seed one         | '--seed': 'one' is not a long
      experiment xor moons              | Unmatched argument
      experiment xor --epochs 3         | Unknown option
      """)
  void whatCannotBeUsedIsRefusedInOneLine(String arguments, String expected) {
    CommandLineRun run = CommandLineRun.of(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines()).hasSize(1);
    assertThat(run.err()).contains(expected);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void placesThatCannotBeWrittenToAreRefusedBeforeAnyTraining() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    for (List<String> options : List.of(
        List.of("--report", file.toString()),
        List.of("--report", folder.toString(), "--json", folder.toString()),
        List.of(
            "--report", folder.toString(), "--json", folder.resolve("no/x.json").toString()))) {
      CommandLineRun run = CommandLineRun.of(
          Stream.concat(Stream.of("experiment", "xor"), options.stream()).toArray(String[]::new));
      assertThat(run.exitCode()).as(options.toString()).isEqualTo(2);
      assertThat(run.errorLines()).hasSize(1);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void anInterruptionLeavesNothingBehind() throws IOException {
    Interruption interruption = new Interruption();
    interruption.request();

    CommandLineRun run =
        CommandLineRun.of(interruption, "experiment", "vanishing", "--report", folder.toString());

    assertThat(run.exitCode()).isEqualTo(130);
    assertThat(run.err()).contains("interrupted; nothing was written");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void itPrintsQuestionTableClaimsAndWhereThePageIs(String name) {
    ExperimentRun run = ExperimentRun.of(name);

    assertThat(run.out())
        .startsWith(Study.named(name).question())
        .contains("numpy-style, seed 1")
        .contains("index.html")
        .contains("next: ./mlp ");
    JsonNode columns = run.json().findValue("columns");
    assertThat(run.out()).contains(columns.get(1).asText());
    assertThat(run.err().lines()).allMatch(line -> line.matches("\\d+ of \\d+: .+"));
    assertThat(run.err().lines().count()).isLessThanOrEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatToTryNextAreCommandsThatExist(String name) {
    JsonNode commands = ExperimentRun.of(name).json().get("next");

    assertThat(commands).isNotEmpty();
    commands.forEach(command -> {
      assertThat(command.asText()).startsWith("./mlp ");
      CommandLine mlp = Main.commandLine(
          new Interruption(),
          new PrintWriter(Writer.nullWriter()),
          new PrintWriter(Writer.nullWriter()));
      String[] words = command.asText().substring("./mlp ".length()).split(" ");
      assertThat(mlp.parseArgs(words).subcommand()).as(Arrays.toString(words)).isNotNull();
      if (words[0].equals("experiment")) {
        assertThat(Study.named(words[1]).name()).isEqualTo(words[1]);
      }
    });
  }
}
