package e13;

import mlp.exercises.tasks.FindTheBugTask;

/**
 * What is wrong in the seven traces. The page 13-find-the-bug.md has the formulas to choose from.
 */
public final class Answers implements FindTheBugTask {

  // dz2 is p − y: its first row shows it. What follows inherits.
  @Override
  public Finding a() {
    return new Finding(0, "dz2", "sum-over-batch", 'B');
  }

  // p = ¼, and the mask holds 4 = 1/p in the place of 4/3 = 1/(1 − p).
  @Override
  public Finding b() {
    return new Finding(0, "drop1.mask", "keep-and-drop-swapped", 'C');
  }

  // The velocity is −η·dW1, without λ·W1; W1.after has the decay that the velocity lacks.
  @Override
  public Finding c() {
    return new Finding(0, "opt.velocity.W1", "decay-decoupled", 'D');
  }

  // dW2 is right, and so is dz2; the right db2 adds up to 0, as the rows of p − y do.
  @Override
  public Finding d() {
    return new Finding(0, "db2", "bias-gradient-without-first-row", 'A');
  }

  // (W1 − W1.after)/η − dW1 is ±0.05 = ±λ, with the sign of W1.
  @Override
  public Finding e() {
    return new Finding(0, "W1.after", "l1-for-l2", 'D');
  }

  // All parameters move ⅝ as far as they should, in the one batch of 5 rows: so does dz2.
  @Override
  public Finding f() {
    return new Finding(2, "dz2", "full-batch-size", 'D');
  }

  // Step 1 repeats the step before: W1 moves by the same numbers.
  @Override
  public Finding g() {
    return new Finding(1, "W1.after", "delayed-gradient", 'B');
  }
}
