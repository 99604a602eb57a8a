package mlp.equivalence.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import mlp.equivalence.naive.Hook;
import mlp.equivalence.naive.Quantities;

/**
 * One mistake that can be planted into a training step. Several can be planted together: each
 * replaces quantities of the step as soon as they are computed, after what the others made of them.
 */
public final class Fault implements Hook {
  private final String name;
  private final String cause;
  private final String description;
  private final Predicate<Setup> condition;
  private final Function<Setup, String> first;
  private final List<Planting> plantings;

  /** What is computed instead of a quantity. */
  @FunctionalInterface
  interface Wrong {
    /** @return a new array, or {@code right} itself where nothing is wrong */
    double[][] of(Setup s, Quantities q, double[][] right);
  }

  private record Planting(BiPredicate<Setup, String> at, Wrong wrong) {}

  private Fault(
      String name,
      String cause,
      String description,
      Predicate<Setup> condition,
      Function<Setup, String> first,
      List<Planting> plantings) {
    this.name = name;
    this.cause = cause;
    this.description = description;
    this.condition = condition;
    this.first = first;
    this.plantings = plantings;
  }

  /** A fault of the catalogue that nothing is replaced by yet. */
  static Fault of(String name, String cause, String description) {
    return new Fault(name, cause, description, s -> true, null, List.of());
  }

  /** A fault that the catalogue does not have. */
  static Fault unexplained(String name, String description) {
    return of(name, null, description);
  }

  /** This fault, where the condition holds, too. */
  Fault when(Predicate<Setup> also) {
    return new Fault(name, cause, description, condition.and(also), first, plantings);
  }

  /** This fault, whose first wrong record is the one given. */
  Fault first(Function<Setup, String> record) {
    return new Fault(name, cause, description, condition, record, plantings);
  }

  /** This fault at one more record; the first one given is the first wrong one unless said. */
  Fault at(Function<Setup, String> record, Wrong wrong) {
    Fault more = plant((s, quantity) -> record.apply(s).equals(quantity), wrong);
    return first == null ? more.first(record) : more;
  }

  /** This fault at one more record. */
  Fault at(String record, Wrong wrong) {
    return at(s -> record, wrong);
  }

  /** This fault at all quantities whose whole names match. */
  Fault each(String pattern, Wrong wrong) {
    return plant((s, quantity) -> quantity.matches(pattern), wrong);
  }

  private Fault plant(BiPredicate<Setup, String> at, Wrong wrong) {
    List<Planting> more = new ArrayList<>(plantings);
    more.add(new Planting(at, wrong));
    return new Fault(name, cause, description, condition, first, more);
  }

  /** Its name, as users write it. */
  public String name() {
    return name;
  }

  /** One sentence that says what is wrong. */
  public String description() {
    return description;
  }

  /** The catalogue's id of the cause; none where the catalogue has none. */
  public Optional<String> cause() {
    return Optional.ofNullable(cause);
  }

  /** Whether it can be planted into this step. It may still change nothing: see {@link Effect}. */
  public boolean appliesTo(Setup setup) {
    return condition.test(setup);
  }

  /** The name of the first record that is wrong in a step to which the fault applies. */
  public String first(Setup setup) {
    return first.apply(setup);
  }

  @Override
  public double[][] replace(Quantities step, double[][] right) {
    Setup setup = Setup.of(step, right);
    if (!appliesTo(setup)) {
      return right;
    }
    double[][] passed = right;
    for (Planting planting : plantings) {
      if (planting.at().test(setup, step.name())) {
        passed = planting.wrong().of(setup, step, passed);
      }
    }
    return passed;
  }

  @Override
  public String toString() {
    return name;
  }
}
