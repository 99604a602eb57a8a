package mlp.equivalence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import mlp.formats.planted.FormatsUseATrack;
import mlp.lowlevel.planted.TrackUsesAnotherTrack;
import mlp.numpy.float32.planted.FloatUsesDouble;
import mlp.numpy.planted.TrackUsesALibrary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of the design, over the classes of all modules beside and below this one. */
class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("mlp");

  private static final ArchRule API = only("mlp.api..", "java..");
  private static final ArchRule NUMPY =
      only("mlp.numpy..", "java..", "jdk.incubator.vector..", "mlp.api..");
  private static final ArchRule LOWLEVEL =
      only("mlp.lowlevel..", "java..", "mlp.api..", "org.nd4j..", "org.bytedeco..", "org.slf4j..");
  private static final ArchRule PAPER = only(
      "mlp.paper..",
      "java..",
      "mlp.api..",
      "org.nd4j..",
      "org.deeplearning4j..",
      "org.slf4j..",
      "com.fasterxml.jackson..",
      "org.nd4j.shade..");
  private static final ArchRule FORMATS =
      only("mlp.formats..", "java..", "mlp.api..", "com.fasterxml.jackson..");
  private static final ArchRule DATA =
      only("mlp.data..", "java..", "mlp.api..", "mlp.formats..", "de.siegmar.fastcsv..");
  private static final ArchRule EQUIVALENCE =
      only("mlp.equivalence..", "java..", "mlp.api..", "mlp.formats..");
  private static final ArchRule ONE_WAY = noClasses()
      .that()
      .resideInAPackage("mlp.numpy.float32..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("mlp.numpy");
  // What plants faults shares no formula with what shall find them.
  private static final ArchRule INDEPENDENT = noClasses()
      .that()
      .resideInAnyPackage("mlp.equivalence.naive..", "mlp.equivalence.inject..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "mlp.equivalence", "mlp.equivalence.replay..", "mlp.equivalence.diagnosis..");
  private static final ArchRule NO_CYCLES =
      slices().matching("mlp.(**)").should().beFreeOfCycles();

  private static ArchRule only(String of, String... allowed) {
    String[] withItself = Stream.concat(Stream.of(of), Stream.of(allowed)).toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(of)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(withItself);
  }

  @TestFactory
  Stream<DynamicTest> arrows() {
    return List.of(
            API,
            NUMPY,
            LOWLEVEL,
            PAPER,
            FORMATS,
            DATA,
            EQUIVALENCE,
            ONE_WAY,
            INDEPENDENT,
            NO_CYCLES)
        .stream()
        .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
  }

  @Test
  void plantedViolationsAreFound() {
    assertThat(violates(NUMPY, TrackUsesALibrary.class)).isTrue();
    assertThat(violates(LOWLEVEL, TrackUsesAnotherTrack.class)).isTrue();
    assertThat(violates(FORMATS, FormatsUseATrack.class)).isTrue();
    assertThat(violates(ONE_WAY, FloatUsesDouble.class)).isTrue();
  }

  private static boolean violates(ArchRule rule, Class<?> planted) {
    return rule.evaluate(new ClassFileImporter().importClasses(planted)).hasViolation();
  }
}
