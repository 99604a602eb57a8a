package mlp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import mlp.api.InvalidInput;
import mlp.exercises.Exercise;
import mlp.exercises.Exercises;
import mlp.exercises.Progress;
import mlp.exercises.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code mlp exercise}: what a learner writes, checked and explained. */
@Command(
    name = "exercise",
    scope = ScopeType.INHERIT,
    description = "Practice problems that check themselves and say what is wrong. Begin with"
        + " mlp exercise list.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success; of check and watch: all points passed",
      "1:not all points passed",
      "2:wrong usage or input",
      "70:an error of the program itself",
      "130:interrupted by the user"
    })
final class ExerciseCommand implements Runnable {
  private static final int NOT_SOLVED = 1;

  private final Interruption interruption;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--folder",
      scope = ScopeType.INHERIT,
      defaultValue = "my-exercises",
      paramLabel = "DIR",
      description = "Where you work. Default: ${DEFAULT-VALUE}")
  private Path folder;

  ExerciseCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given: expected list, start, check, watch, hint, solution or reset, as in:"
            + " mlp exercise start 01");
  }

  @Command(description = "All exercises, and how far you have come.")
  int list() {
    out().print(ExerciseText.list(Exercises.all(), new Progress(folder)));
    return done();
  }

  @Command(description = "Copies what you begin with into your folder, never over your work.")
  int start(@Parameters(paramLabel = "NN", description = "The exercise.") String number) {
    Exercise exercise = Exercises.named(number);
    Path files = workspace().start(exercise);
    out().println(ExerciseText.headline(exercise));
    exercise.files().forEach(file -> out().println("  write:  " + files.resolve(file)));
    out().println("  read:   exercises/" + exercise.number() + "-" + exercise.name() + ".md");
    out().println("  check:  ./mlp exercise check " + exercise.number() + options());
    out().println("  hints:  ./mlp exercise hint " + exercise.number() + options());
    return done();
  }

  @Command(description = "Compiles and grades what you wrote.")
  int check(@Parameters(paramLabel = "NN", description = "The exercise.") String number) {
    return check().once(Exercises.named(number)) ? done() : NOT_SOLVED;
  }

  @Command(description = "Checks now and at each save, until all points pass or you press Ctrl-C.")
  int watch(@Parameters(paramLabel = "NN", description = "The exercise.") String number) {
    return check().atEachSave(Exercises.named(number)) ? done() : NOT_SOLVED;
  }

  @Command(description = "Opens the next hint.")
  int hint(@Parameters(paramLabel = "NN", description = "The exercise.") String number) {
    Exercise exercise = Exercises.named(number);
    workspace().started(exercise);
    Progress progress = new Progress(folder);
    List<String> hints = exercise.page().hints();
    int open = progress.of(exercise).hints();
    if (open < hints.size()) {
      progress.hinted(exercise, open + 1);
      out().print(ExerciseText.hint(hints, open));
    } else {
      out().println("All hints are open:");
      for (int i = 0; i < hints.size(); i++) {
        out().print(ExerciseText.hint(hints, i));
      }
    }
    return done();
  }

  @Command(description = "Copies the solution beside your files. Asks first.")
  int solution(
      @Parameters(paramLabel = "NN", description = "The exercise.") String number,
      @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
    Exercise exercise = Exercises.named(number);
    workspace().started(exercise);
    Progress.Entry entry = new Progress(folder).of(exercise);
    int closed = exercise.page().hints().size() - entry.hints();
    if (!isSure && !entry.isSolved() && !isConfirmed(closed)) {
      out().println("The solution stays closed.");
      return done();
    }
    Path files = workspace().solution(exercise);
    new Progress(folder).solutionSeen(exercise);
    exercise.files().forEach(file -> out().println("solution: " + files.resolve(file)));
    return done();
  }

  @Command(description = "Begins anew, and keeps what you have as a backup.")
  int reset(@Parameters(paramLabel = "NN", description = "The exercise.") String number) {
    Exercise exercise = Exercises.named(number);
    Path backup = workspace().reset(exercise);
    out().println("backup:    " + backup);
    exercise
        .files()
        .forEach(
            file -> out().println("as at first: " + workspace().folder(exercise).resolve(file)));
    return done();
  }

  private boolean isConfirmed(int closedHints) {
    String hints = closedHints == 0
        ? ""
        : Wording.count(closedHints, "hint") + (closedHints == 1 ? " is" : " are")
            + " still closed. ";
    out().print(hints + "See the solution? Type yes: ");
    out().flush();
    // Not closed: standard input is not ours.
    Scanner in = new Scanner(System.in);
    return in.hasNextLine() && in.nextLine().strip().equals("yes");
  }

  private ExerciseCheck check() {
    return new ExerciseCheck(workspace(), options(), interruption, out());
  }

  private Workspace workspace() {
    return new Workspace(folder);
  }

  // What the next command must be told, too.
  private String options() {
    return folder.equals(Path.of("my-exercises")) ? "" : " --folder " + folder;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private int done() {
    if (out().checkError()) {
      throw new InvalidInput("standard output cannot be written to");
    }
    return 0;
  }
}
