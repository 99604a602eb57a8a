package mlp.equivalence.kit;

import static mlp.equivalence.kit.Check.withEachExtra;
import static mlp.equivalence.kit.Identical.assertIdentical;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.formats.ParametersFile;

/** What {@link mlp.api.Mlp#load} promises. */
final class LoadChecks {
  private LoadChecks() {}

  static List<Check> all() {
    return List.of(
        withEachExtra("Load begins a new training", LoadChecks::loadResets),
        withEachExtra("Load refuses what does not fit", LoadChecks::loadRefuses),
        withEachExtra("Saved and loaded parameters train alike", LoadChecks::saveAndLoad));
  }

  private static void loadResets(Track track, Setting setting) {
    Mlp fresh = setting.create(track);
    Mlp loaded = setting.create(track);
    setting.train(loaded, 7);
    loaded.load(setting.initial());
    assertThat(loaded.steps()).as("steps after load").isZero();
    assertIdentical(setting.initial(), loaded.parameters(), "the parameters after load");
    StateChecks.assertSameState(fresh.state(), loaded.state(), "after load");
    setting.train(fresh, 5);
    setting.train(loaded, 5);
    StateChecks.assertSameState(fresh.state(), loaded.state(), "trained after load");
  }

  private static void loadRefuses(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    Mlp spared = setting.create(track);
    setting.train(mlp, 2);
    setting.train(spared, 2);
    List<Tensor> tensors = setting.initial().tensors();
    Tensor flat = Tensor.of("W1", tensors.get(0).values(), tensors.get(0).values().length);
    double[] notANumber = tensors.get(0).values().clone();
    notANumber[3] = Double.NaN;
    for (Tensor wrong : List.of(flat, new Tensor("W1", tensors.get(0).shape(), notANumber))) {
      List<Tensor> changed = new ArrayList<>(tensors);
      changed.set(0, wrong);
      assertThatThrownBy(() -> mlp.load(new Parameters(changed))).isInstanceOf(InvalidInput.class);
    }
    assertThatThrownBy(() -> mlp.load(new Parameters(tensors.subList(0, 5))))
        .isInstanceOf(InvalidInput.class);
    assertThat(mlp.steps()).isEqualTo(2);
    setting.train(mlp, 2);
    setting.train(spared, 2);
    assertIdentical(spared.parameters(), mlp.parameters(), "the parameters after refused loads");
  }

  private static void saveAndLoad(Track track, Setting setting) {
    Mlp trained = setting.create(track);
    setting.train(trained, 5);
    Parameters saved = throughFile(trained.parameters(), setting.dataType());
    Mlp restored = track.create(setting.network(), setting.training(), saved, setting.dataType());
    Mlp loaded = setting.create(track);
    loaded.load(saved);
    assertIdentical(trained.parameters(), saved, "the parameters in the file");
    assertIdentical(saved, restored.parameters(), "the parameters of a new network");
    assertIdentical(saved, loaded.parameters(), "the loaded parameters");
    setting.train(restored, 5);
    setting.train(loaded, 5);
    assertIdentical(restored.parameters(), loaded.parameters(), "the parameters trained on");
  }

  private static Parameters throughFile(Parameters parameters, DataType dataType) {
    try {
      Path file = Files.createTempFile("parameters", ".npz");
      try {
        ParametersFile.write(file, parameters, dataType);
        return ParametersFile.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
