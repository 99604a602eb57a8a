package mlp.exercises.grading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes that a learner wrote, compiled. */
public final class Submission implements AutoCloseable {
  private final Path folder;
  private final String packageName;
  private final URLClassLoader loader;

  /**
   * @param folder where the class files are
   * @param packageName that of the exercise: e01
   */
  public Submission(Path folder, String packageName) {
    this.folder = folder;
    this.packageName = packageName;
    try {
      loader =
          new URLClassLoader(new URL[] {folder.toUri().toURL()}, Submission.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes an object of a class of the learner's.
   *
   * @param className without its package: Dropout
   * @param task what it shall implement
   * @return a new object in each call, so that no check sees what another left behind
   * @throws Wrong if there is no such class, or it cannot be made
   * @throws Exception what its constructor throws
   */
  public <T> T create(String className, Class<T> task) throws Exception {
    Class<?> type = load(className);
    if (!task.isAssignableFrom(type)) {
      throw new Wrong(className + " does not implement " + task.getSimpleName()
          + ": its declaration shall be public final class " + className + " implements "
          + task.getSimpleName() + ".");
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      if (Modifier.isAbstract(type.getModifiers())) {
        throw new Wrong(className + " is abstract: no object can be made of it.");
      }
      constructor.setAccessible(true);
      return task.cast(constructor.newInstance());
    } catch (NoSuchMethodException missing) {
      throw new Wrong(
          className + " has no constructor without parameters, by which it is made here.");
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown.getCause();
    } catch (ExceptionInInitializerError thrown) {
      if (thrown.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw thrown;
    }
  }

  private Class<?> load(String className) {
    try {
      return loader.loadClass(packageName + "." + className);
    } catch (ClassNotFoundException missing) {
      throw new Wrong(className + ".java holds no class " + packageName + "." + className
          + ": what was compiled is " + String.join(", ", classNames())
          + ". Its first line shall be package " + packageName
          + "; and the class be named as its file.");
    }
  }

  /** @return whether the learner wrote the class of that name */
  public boolean holds(String className) {
    return Files.exists(folder.resolve(className.replace('.', '/') + ".class"));
  }

  private List<String> classNames() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.').replace('\\', '.'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
