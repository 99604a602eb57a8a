package mlp.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mlp.api.InvalidInput;
import mlp.cli.report.HtmlReport;
import mlp.formats.AtomicFile;
import mlp.formats.Json;
import picocli.CommandLine.Option;

/** The options that say which files a training leaves behind. */
final class OutputOptions {
  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the results as JSON to this file.")
  private Path json;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write the results as one page, index.html, to this folder.")
  private Path report;

  @Option(
      names = "--save-recipe",
      paramLabel = "FILE",
      description = "Write data, network and training as a recipe to this JSON file, for --recipe.")
  private Path saveRecipe;

  /**
   * Refuses what could not be written after the training.
   *
   * @throws InvalidInput if a file or folder cannot be written
   */
  void requireWritable() {
    if (json != null) {
      requireWritableFile("--json", json);
    }
    if (saveRecipe != null) {
      requireWritableFile("--save-recipe", saveRecipe);
      requireApart("--json", json, "--save-recipe", saveRecipe);
      requireApart("--save-recipe", saveRecipe, "--report", report);
    }
    if (report != null) {
      requireWritablePage(report);
      requireApart("--json", json, "--report", report);
    }
  }

  /** @throws InvalidInput if the folder's page cannot be written */
  static void requireWritablePage(Path folder) {
    requireWritableFolder("--report", folder);
    if (Files.isDirectory(folder.resolve(HtmlReport.PAGE))) {
      throw new InvalidInput("--report", folder, "a folder in which index.html is no folder");
    }
  }

  /** @throws InvalidInput if a file of another option stands in the way of these */
  void requireApartFrom(String option, Path file) {
    requireApart("--json", json, option, file);
    requireApart("--save-recipe", saveRecipe, option, file);
    requireApart(option, file, "--report", report);
  }

  /**
   * @param second the file or folder of another option, or null, as the first
   * @throws InvalidInput if both are the same, or one would have to be a folder for the other
   */
  static void requireApart(String firstOption, Path first, String secondOption, Path second) {
    if (first == null || second == null) {
      return;
    }
    Path one = first.toAbsolutePath().normalize();
    Path other = second.toAbsolutePath().normalize();
    if (one.equals(other) || other.startsWith(one)) {
      throw new InvalidInput(
          firstOption + " and " + secondOption, first + " and " + second, "two different places");
    }
  }

  /** @throws InvalidInput if the file's folder is not there or not writable */
  static void requireWritableFile(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw new InvalidInput(option, file + ", a folder", "the name of a file in it");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new InvalidInput(
          option, file, "a file in a folder that exists; " + folder + " does not");
    }
    tryToWrite(option, file, folder);
  }

  /** Writes the files that were asked for, each as a whole or not at all, and says where. */
  void write(Outcome outcome, PrintWriter out) {
    if (json != null) {
      AtomicFile.write(
          json, file -> file.write(ResultJson.of(outcome).getBytes(StandardCharsets.UTF_8)));
      out.println("results: " + json);
    }
    if (saveRecipe != null) {
      String recipe = Json.toJson(outcome.experiment().recipe()) + "\n";
      AtomicFile.write(saveRecipe, file -> file.write(recipe.getBytes(StandardCharsets.UTF_8)));
      out.println("recipe: " + saveRecipe);
    }
    if (report != null) {
      Path page = HtmlReport.write(report, outcome);
      out.println("report: " + page);
    }
    out.flush();
  }

  private static void requireWritableFolder(String option, Path folder) {
    Path existing = folder.toAbsolutePath().normalize();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw new InvalidInput(option, folder, "a folder; " + existing + " is a file");
    }
    tryToWrite(option, folder, existing);
  }

  /** What a file system says about permissions is not always what it does. */
  private static void tryToWrite(String option, Path given, Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, ".mlp", null));
    } catch (IOException e) {
      throw new InvalidInput(
          option + ": got " + given + ", expected a place to write to; " + folder
              + " cannot be written to",
          e);
    }
  }
}
