package mlp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Training;
import mlp.data.DataSet;
import picocli.CommandLine.Mixin;

/** The options that compare and train share: data, network, training. */
final class ExperimentOptions {
  @Mixin
  private DataSetOptions data = new DataSetOptions();

  @Mixin
  private NetworkOptions network = new NetworkOptions();

  @Mixin
  private TrainingOptions training = new TrainingOptions();

  /** The file that the data are read from, if they are. */
  Optional<Path> dataFile() {
    return data.file();
  }

  /**
   * @param err is told of downloads
   * @return what the options describe
   * @throws InvalidInput if an option or a file cannot be used
   */
  Experiment experiment(PrintWriter err) {
    DataType dataType = training.dataType();
    Training chosenTraining = training.training(data.specification());
    network.requireValid();
    DataSet dataSet = data.load(training.seed(), dataType, err);
    return new Experiment(
        dataSet,
        network.network(
            dataSet.training().inputs().columns(), dataSet.training().targets().columns()),
        chosenTraining,
        dataType);
  }
}
