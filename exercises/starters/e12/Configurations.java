package e12;

import mlp.exercises.tasks.Dl4jTask;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/** Two networks of this project as configurations of DL4J. The page is 12-port-to-dl4j.md. */
public final class Configurations implements Dl4jTask {

  @Override
  public MultiLayerConfiguration classifier() {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public MultiLayerConfiguration labels() {
    throw new UnsupportedOperationException("write me");
  }
}
