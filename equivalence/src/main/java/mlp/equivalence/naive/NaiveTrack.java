package mlp.equivalence.naive;

import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Track;
import mlp.api.Training;

/** The naive implementation as a track that no service file names: the tests ask for it. */
public final class NaiveTrack implements Track {
  static final String NAME = "naive";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int level() {
    return 0;
  }

  @Override
  public Mlp create(Network network, Training training, Parameters initial, DataType dataType) {
    return new NaiveMlp(network, training, initial, new NaiveFormulas(dataType));
  }
}
