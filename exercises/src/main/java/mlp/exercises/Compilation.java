package mlp.exercises;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import mlp.api.InvalidInput;
import mlp.api.Network;
import mlp.data.DataSets;
import mlp.equivalence.Difference;
import mlp.numpy.NumpyMlp;

/**
 * What javac made of a learner's files.
 *
 * @param errors each with file, line, the line itself and what is wrong; none if it compiled
 */
public record Compilation(List<String> errors) {
  private static final int MOST_ERRORS = 5;

  /** One class of each module that a learner may use anywhere. */
  private static final List<Class<?>> PLAIN =
      List.of(Exercise.class, Network.class, DataSets.class, NumpyMlp.class, Difference.class);

  /** Copies the list. */
  public Compilation {
    errors = List.copyOf(errors);
  }

  /**
   * @param exercise whose libraries are on the class path
   * @param folder its .java files are compiled together
   * @param classes where the class files go
   * @throws InvalidInput if there are no files, or this Java has no compiler
   */
  public static Compilation of(Exercise exercise, Path folder, Path classes) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw new InvalidInput("javac: this Java, " + System.getProperty("java.home")
          + ", has no compiler; install a JDK and set JAVA_HOME to it");
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(found, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      List<String> options = List.of(
          "-d",
          classes.toString(),
          "-cp",
          classPath(exercise),
          "-g",
          "-proc:none",
          "-encoding",
          "UTF-8");
      javac
          .getTask(
              null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources(folder)))
          .call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Compilation(found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .limit(MOST_ERRORS)
        .map(diagnostic -> text(folder, diagnostic))
        .toList());
  }

  // javac looks into every jar of its class path, so that those of ND4J and DL4J cost half a
  // second.
  private static String classPath(Exercise exercise) {
    if (exercise.usesLibraries()) {
      return System.getProperty("java.class.path");
    }
    return PLAIN.stream().map(Compilation::place).collect(Collectors.joining(File.pathSeparator));
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<Path> sources(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sources =
          files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      if (sources.isEmpty()) {
        throw new InvalidInput(folder.toString(), "no .java file", "the files of the exercise");
      }
      return sources;
    } catch (IOException e) {
      throw new InvalidInput(folder + ": cannot be read: " + e, e);
    }
  }

  private static String text(Path folder, Diagnostic<? extends JavaFileObject> error) {
    String message = error.getMessage(Locale.ENGLISH);
    if (error.getSource() == null) {
      return message;
    }
    Path file = folder.resolve(Path.of(error.getSource().toUri()).getFileName());
    return file + ":" + error.getLineNumber() + ": " + message + line(file, error);
  }

  // The line, and a mark below the column.
  private static String line(Path file, Diagnostic<?> error) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .skip(error.getLineNumber() - 1)
          .findFirst()
          .map(line -> "\n    " + line + "\n    "
              + line.substring(0, (int) Math.min(error.getColumnNumber() - 1, line.length()))
                  .replaceAll("[^\t]", " ")
              + "^")
          .orElse("");
    } catch (IOException | UncheckedIOException unreadable) {
      return "";
    }
  }

  /** @return whether there are class files to grade */
  public boolean isDone() {
    return errors.isEmpty();
  }
}
