package mlp.exercises.e13;

import java.util.List;
import java.util.function.BiConsumer;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Submission;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.FindTheBugTask;
import mlp.exercises.tasks.FindTheBugTask.Finding;

/** Exercise 13: seven traces, in each of which something is wrong. */
public final class FindTheBug implements Exercise {

  @Override
  public String number() {
    return "13";
  }

  @Override
  public String name() {
    return "find-the-bug";
  }

  @Override
  public int minutes() {
    return 90;
  }

  @Override
  public List<String> files() {
    return List.of("Answers.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    for (String letter : List.of("a", "b", "c", "d", "e", "f", "g")) {
      Checks.Part part = checks.part("13-" + letter + ".npz");
      add(part, submission, letter, "the step", Judgement::requireStep);
      add(part, submission, letter, "the record", Judgement::requireRecord);
      add(part, submission, letter, "the cause", Judgement::requireCause);
      add(part, submission, letter, "the right formula", Judgement::requireFormula);
    }
    return checks.all();
  }

  // What a part has right is passed, one after another: step, record, cause, formula
  private static void add(
      Checks.Part part,
      Submission submission,
      String letter,
      String asks,
      BiConsumer<Judgement, Finding> judge) {
    part.check(asks, () -> {
      FindTheBugTask answers = submission.create("Answers", FindTheBugTask.class);
      Finding finding = finding(answers, letter);
      if (finding == null) {
        throw new Wrong(letter + "() returns null, expected a Finding: step, record, cause, and the"
            + " letter of a formula.");
      }
      PlantedFault planted = PlantedFaults.all().get(letter.charAt(0) - 'a');
      judge.accept(new Judgement(planted), finding);
    });
  }

  private static Finding finding(FindTheBugTask answers, String letter) {
    return switch (letter) {
      case "a" -> answers.a();
      case "b" -> answers.b();
      case "c" -> answers.c();
      case "d" -> answers.d();
      case "e" -> answers.e();
      case "f" -> answers.f();
      default -> answers.g();
    };
  }
}
