package mlp.exercises.grading;

import java.util.ArrayList;
import java.util.List;

/** The checks of an exercise, in their order, written part by part. */
public final class Checks {
  private final List<Check> checks = new ArrayList<>();

  /**
   * Begins or goes on with a part. After a failed check the later ones of its part stay open; other
   * parts go on.
   *
   * @param name a method of the learner's, as {@code forward}, or a topic
   * @param needs parts without which this one says nothing
   */
  public Part part(String name, String... needs) {
    return new Part(name, List.of(needs));
  }

  /** @return all that were added, in their order */
  public List<Check> all() {
    return List.copyOf(checks);
  }

  /** Checks of one method or topic. */
  public final class Part {
    private final String name;
    private final List<String> needs;

    private Part(String name, List<String> needs) {
      this.name = name;
      this.needs = needs;
    }

    /**
     * @param asks what is asked, in words that a learner reads before the check has run
     * @param body calls the learner's code and throws {@link Wrong} if it is not as asked
     */
    public Part check(String asks, Check.Body body) {
      checks.add(new Check(name, needs, asks, body));
      return this;
    }
  }
}
