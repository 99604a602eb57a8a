package e13;

import mlp.exercises.tasks.FindTheBugTask;

/**
 * What is wrong in the seven traces. The page 13-find-the-bug.md has the formulas to choose from.
 */
public final class Answers implements FindTheBugTask {

  @Override
  public Finding a() {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Finding b() {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Finding c() {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Finding d() {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Finding e() {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Finding f() {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Finding g() {
    throw new UnsupportedOperationException("write me");
  }
}
