package mlp.api;

import java.util.List;
import java.util.ServiceLoader;

/**
 * One way to write the network; found by {@link ServiceLoader}, so that another is one module and
 * one service file.
 */
public interface Track {

  /** The name by which users choose the track: {@code numpy-style}. */
  String name();

  /** Where the track stands among the others, from plain arrays (1) up to whole frameworks. */
  int level();

  /**
   * @param initial the first parameters, rounded to the data type
   * @return a network ready to train
   * @throws InvalidInput if the parameters are not the network's
   */
  Mlp create(Network network, Training training, Parameters initial, DataType dataType);

  /** @return what its networks compute with in this process, in words: kernel, library, threads */
  default String engine() {
    return "not said";
  }

  /** @return all tracks on the class path, from the lowest level to the highest */
  static List<Track> all() {
    return ServiceLoader.load(Track.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted((a, b) -> Integer.compare(a.level(), b.level()))
        .toList();
  }
}
