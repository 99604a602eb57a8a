package mlp.paper.traps;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Network;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.paper.Dl4jRecorder;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A DL4J configuration that does not do what it is meant to do. It is recorded in double precision,
 * from the first weights of this project's training, on a few rows that are always the same.
 */
public final class Trap {
  private final String name;
  private final String description;
  private final String cause;
  private final String first;
  private final long step;
  private final Network network;
  private final Training training;
  private final Supplier<MultiLayerConfiguration> written;
  private final Samples samples;
  private final boolean drawsItsWeights;
  private final Reading reading;

  /** How a user gets at the tensors of a step that the model takes. */
  interface Reading {
    Trace read(Dl4jRecorder recorder, MultiLayerNetwork model, Batch batch);
  }

  private Trap(Builder builder) {
    name = builder.name;
    description = builder.description;
    cause = Objects.requireNonNull(builder.cause, "cause");
    first = Objects.requireNonNull(builder.first, "first");
    step = builder.step;
    network = Objects.requireNonNull(builder.network, "network");
    training = Objects.requireNonNull(builder.training, "training");
    written = Objects.requireNonNull(builder.written, "written");
    samples = builder.samples;
    drawsItsWeights = builder.drawsItsWeights;
    reading = builder.reading;
  }

  static Builder named(String name, String description) {
    return new Builder(name, description);
  }

  /** By which users choose it: {@code global-weight-decay}. */
  public String name() {
    return name;
  }

  /** What is meant and what DL4J does, in one sentence. */
  public String description() {
    return description;
  }

  /** The cause in the catalogue of the diagnosis. */
  public String cause() {
    return cause;
  }

  /** The first record that is not what is meant: {@code W1.after}. */
  public String first() {
    return first;
  }

  /** The step of the first such record, from 0. */
  public long step() {
    return step;
  }

  /** What is meant. */
  public Network network() {
    return network;
  }

  /** How it is meant to be trained. */
  public Training training() {
    return training;
  }

  /** @return what the steps are taken on */
  public List<Batch> batches() {
    List<Batch> batches = new ArrayList<>();
    for (long t = 0; t <= step; t++) {
      batches.add(samples.batch(network, training, t));
    }
    return batches;
  }

  /** @return DL4J's steps from the first one to {@link #step}, said to be of what is meant */
  public List<Trace> record() {
    MultiLayerNetwork model = new MultiLayerNetwork(written.get());
    model.init();
    Dl4jRecorder recorder = new Dl4jRecorder(model, network, training);
    if (!drawsItsWeights) {
      recorder.load(InitialWeights.of(network, training.seed(), DataType.FLOAT64));
    }
    return batches().stream().map(batch -> reading.read(recorder, model, batch)).toList();
  }

  static final class Builder {
    private final String name;
    private final String description;
    private String cause;
    private String first;
    private long step;
    private Network network;
    private Training training;
    private Supplier<MultiLayerConfiguration> written;
    private Samples samples = Samples.STANDARDIZED;
    private boolean drawsItsWeights;
    private Reading reading = (recorder, model, batch) -> recorder.fit(batch);

    private Builder(String name, String description) {
      this.name = name;
      this.description = description;
    }

    Builder cause(String cause) {
      this.cause = cause;
      return this;
    }

    Builder first(String first) {
      this.first = first;
      return this;
    }

    Builder step(long step) {
      this.step = step;
      return this;
    }

    Builder meant(Network network, Training training) {
      this.network = network;
      this.training = training;
      return this;
    }

    Builder written(Supplier<MultiLayerConfiguration> written) {
      this.written = written;
      return this;
    }

    Builder samples(Samples samples) {
      this.samples = samples;
      return this;
    }

    /** The weights are those that DL4J draws. */
    Builder drawsItsWeights() {
      drawsItsWeights = true;
      return this;
    }

    Builder read(Reading reading) {
      this.reading = reading;
      return this;
    }

    Trap build() {
      return new Trap(this);
    }
  }
}
