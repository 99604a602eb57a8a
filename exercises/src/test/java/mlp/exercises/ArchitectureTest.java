package mlp.exercises;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of this module; those below it are held by the test of equivalence. */
class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("mlp.exercises");

  @Test
  void exercisesUseWhatStandsBelow() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.tools..",
            "com.fasterxml.jackson..",
            "org.nd4j..",
            "org.deeplearning4j..",
            "mlp.exercises..",
            "mlp.equivalence..",
            "mlp.numpy..",
            "mlp.lowlevel..",
            "mlp.paper..",
            "mlp.data..",
            "mlp.formats..",
            "mlp.api..")
        .check(CLASSES);
  }

  @Test
  void noExerciseUsesAnother() {
    slices().matching("mlp.exercises.(e*)..").should().notDependOnEachOther().check(CLASSES);
    slices().matching("mlp.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void tasksAreAllThatLearnersSee() {
    classes()
        .that()
        .resideInAPackage("mlp.exercises.tasks..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "mlp.api..",
            "mlp.data..", // how inputs are scaled
            "mlp.exercises.tasks..",
            "org.nd4j..",
            "org.deeplearning4j..")
        .check(CLASSES);
  }
}
