package mlp.exercises.tasks;

/** What was found in each of the traces {@code exercises/traces/13-a.npz} to {@code 13-g.npz}. */
public interface FindTheBugTask {

  /**
   * A diagnosis.
   *
   * @param step the first step, from 0, in which something is wrong
   * @param record the first record of that step that is wrong although what it is computed from is
   *     right, by its name at the end of docs/rules.md; the file need not hold it
   * @param cause the name of the cause in docs/causes.md; where that page has none, the name of the
   *     fault in {@code ./mlp inject --list}
   * @param formula 'A', 'B', 'C' or 'D': the formula on the exercise's page that is to stand there
   */
  record Finding(long step, String record, String cause, char formula) {}

  /** @return the diagnosis of 13-a.npz, which is complete */
  Finding a();

  /** @return the diagnosis of 13-b.npz, which is complete */
  Finding b();

  /** @return the diagnosis of 13-c.npz, which is complete */
  Finding c();

  /** @return the diagnosis of 13-d.npz, which holds parameters and their gradients */
  Finding d();

  /** @return the diagnosis of 13-e.npz, which holds parameters, before and after, and gradients */
  Finding e();

  /** @return the diagnosis of 13-f.npz, which holds parameters alone, before and after */
  Finding f();

  /** @return the diagnosis of 13-g.npz, which holds parameters alone, before and after */
  Finding g();
}
