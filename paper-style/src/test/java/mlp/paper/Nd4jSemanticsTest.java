package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * What ND4J 1.0.0-M2.1 really does, where this track builds on it or goes around it: a version that
 * does otherwise fails here, by the name of what has changed.
 */
class Nd4jSemanticsTest {
  private static final double EXACT = 1e-15;

  // Arrays

  @Test
  void arraysAreFloatsInCOrderByDefault() {
    assertThat(Nd4j.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(Nd4j.order()).isEqualTo('c');
    assertThat(Nd4j.create(2, 3).ordering()).isEqualTo('c');
  }

  @Test
  void equalsToleratesAHundredThousandth() {
    assertThat(row(1).equals(row(1 + 0.9e-5))).isTrue();
    assertThat(row(1).equals(row(1 + 1.1e-5))).isFalse();
  }

  @Test
  void theVarianceOverASingleRowKeepsItsRank() {
    // Therefore DL4J's batch normalization throws at a batch of one row, and prints natively.
    INDArray one = Nd4j.ones(DataType.DOUBLE, 1, 3);
    assertThat(one.mean(0).shape()).containsExactly(3);
    assertThat(one.var(false, 0).shape()).containsExactly(1, 3);
    assertThat(Nd4j.ones(DataType.DOUBLE, 2, 3).var(false, 0).shape()).containsExactly(3);
  }

  @Test
  void npyOfAnArrayInFOrderIsSilentlyWrong() {
    INDArray c = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(roundTrip(c)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(roundTrip(c.dup('f'))).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(roundTrip(c.dup('f').dup('c'))).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void npzIsReadWhereItIsStoredAndNotWhereItIsCompressed(@TempDir Path folder) throws Exception {
    byte[] npy = Nd4j.toNpyByteArray(Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}}));
    Path stored = npz(folder.resolve("stored.npz"), npy, ZipEntry.STORED);
    Map<String, INDArray> arrays = Nd4j.createFromNpzFile(stored.toFile());
    assertThat(NdArrays.toDoubles(arrays.get("x"))).containsExactly(1, 2, 3, 4);
    Path deflated = npz(folder.resolve("deflated.npz"), npy, ZipEntry.DEFLATED);
    assertThatThrownBy(() -> Nd4j.createFromNpzFile(deflated.toFile()))
        .isInstanceOf(Exception.class);
  }

  // Losses

  @Test
  void lossMseIsAMeanOverTheOutputs() {
    ILossFunction loss = new LossMSE();
    INDArray y = row(0, 0);
    assertThat(loss.computeScore(y, row(1, 3), new ActivationIdentity(), null, true))
        .isEqualTo(5);
    assertThat(gradient(loss, y, row(1, 3))).containsExactly(1, 3); // 2(a − y)/2
  }

  @Test
  void lossMcxentClipsTheScoreAndNotTheGradient() {
    INDArray y = row(1, 0);
    INDArray z = row(-50, 0);
    ActivationSoftmax softmax = new ActivationSoftmax();
    assertThat(new LossMCXENT().computeScore(y, z.dup(), softmax, null, true))
        .isCloseTo(-Math.log(1e-10), within(1e-12));
    assertThat(new LossMCXENT(0, null).computeScore(y, z.dup(), softmax, null, true))
        .isCloseTo(50, within(1e-12));
    INDArray dz = new LossMCXENT().computeGradient(y, z.dup(), softmax, null);
    assertThat(NdArrays.toDoubles(dz)).containsExactly(new double[] {-1, 1}, within(1e-15));
  }

  @Test
  void lossBinaryXentClipsTheGradient() {
    INDArray dz =
        new LossBinaryXENT().computeGradient(row(0), row(20), new ActivationSigmoid(), null);
    assertThat(dz.getDouble(0)).isLessThan(3e-4); // where p − y = 1
    INDArray unclipped =
        new LossBinaryXENT(0, null).computeGradient(row(0), row(40), new ActivationSigmoid(), null);
    assertThat(unclipped.getDouble(0)).isNaN();
  }

  @Test
  void theGradientOfALossMayOverwriteTheLogits() {
    INDArray z = row(2);
    new LossBinaryXENT().computeGradient(row(0), z, new ActivationSigmoid(), null);
    assertThat(z.getDouble(0)).isNotEqualTo(2);
  }

  // Updaters: what is left in g is subtracted from the parameter

  @Test
  void adamAddsEpsilonBeforeTheBiasIsCorrected() {
    double epsilon = 0.1;
    double g = 0.5;
    double v = 0.001 * g * g;
    double expected = 0.01 * Math.sqrt(1 - 0.999) / (1 - 0.9) * 0.1 * g / (Math.sqrt(v) + epsilon);
    assertThat(update(new Adam(0.01, 0.9, 0.999, epsilon), 0, 0, g))
        .isCloseTo(expected, within(EXACT));
  }

  @Test
  void adamTakesEpsilonForARateOfZero() {
    double expected = 1e-8 * 0.05 / (Math.sqrt(0.00025) + 1e-8);
    assertThat(update(new Adam(0, 0.9, 0.999, 1e-8), 0, 0, 0.5))
        .isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void adamComputesOneMinusBeta2InFloats() {
    INDArray state = Nd4j.zeros(DataType.FLOAT, 2);
    GradientUpdater<?> updater = new Adam(0.01, 0.9, 0.999, 1e-8).instantiate(state, false);
    updater.applyUpdater(Nd4j.ones(DataType.FLOAT, 1), 0, 0);
    double v = updater.getState().get("V").getDouble(0);
    assertThat(v).isEqualTo(1 - 0.999f).isNotCloseTo(0.001, within(1e-8));
  }

  @Test
  void nesterovsLooksAhead() {
    double before = 0.3;
    double v = 0.9 * before - 0.01 * 0.5;
    assertThat(update(new Nesterovs(0.01, 0.9), before, 0, 0.5))
        .isCloseTo(0.9 * before - (1 + 0.9) * v, within(EXACT));
  }

  @Test
  void rmsPropHasEpsilonBesideTheRoot() {
    double s = 0.9 * 0.2 + 0.1 * 0.25;
    assertThat(update(new RmsProp(0.01, 0.9, 0.1), 0.2, 0, 0.5))
        .isCloseTo(0.01 * 0.5 / (Math.sqrt(s) + 0.1), within(EXACT));
  }

  @Test
  void adaGradHasEpsilonBesideTheRoot() {
    assertThat(update(new AdaGrad(0.01, 0.1), 0.2, 0, 0.5))
        .isCloseTo(0.01 * 0.5 / (Math.sqrt(0.2 + 0.25) + 0.1), within(EXACT));
  }

  @Test
  void rmsPropAndAdaGradBeginWithSmallNumbersNotWithZero() {
    INDArray state = Nd4j.zeros(DataType.DOUBLE, 1);
    new RmsProp(0.01, 0.9, 0.125).instantiate(state, true);
    assertThat(state.getDouble(0)).isEqualTo(0.125);
    new AdaGrad(0.01, 0.125).instantiate(state, true);
    assertThat(state.getDouble(0)).isEqualTo(1e-6); // whatever ε is
  }

  @Test
  void aCloneOfAdaGradForgetsItsSchedule() {
    AdaGrad updater = new AdaGrad(0.01, 1e-8);
    updater.setLrAndSchedule(0.01, new ExponentialSchedule(ScheduleType.ITERATION, 0.01, 0.5));
    assertThat(updater.getLearningRate(1, 0)).isEqualTo(0.005);
    assertThat(updater.clone().getLearningRate(1, 0)).isEqualTo(0.01);
  }

  // Schedules

  @Test
  void stepAndExponentialSchedulesAreThoseOfTheRules() {
    for (int t = 0; t < 50; t++) {
      double step = new StepSchedule(ScheduleType.ITERATION, 0.1, 0.7, 6).valueAt(t, 0);
      assertThat(step).isCloseTo(0.1 * Math.pow(0.7, t / 6), within(1e-17));
      double exponential = new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9).valueAt(t, 0);
      assertThat(exponential).isCloseTo(0.1 * Math.pow(0.9, t), within(1e-17));
    }
  }

  @Test
  void polyScheduleGrows() {
    PolySchedule schedule = new PolySchedule(ScheduleType.ITERATION, 1, 2, 10);
    assertThat(schedule.valueAt(5, 0)).isEqualTo(1.5 * 1.5);
  }

  @Test
  void cycleScheduleGoesInStraightLines() {
    CycleSchedule schedule = new CycleSchedule(ScheduleType.ITERATION, 0, 1, 20, 2, 0.1);
    double first = schedule.valueAt(2, 0) - schedule.valueAt(1, 0);
    assertThat(schedule.valueAt(5, 0) - schedule.valueAt(4, 0)).isCloseTo(first, within(1e-12));
  }

  private static double update(IUpdater settings, double state, int iteration, double g) {
    INDArray kept = Nd4j.zeros(DataType.DOUBLE, settings.stateSize(1)).addi(state);
    INDArray gradient = row(g).reshape(1);
    settings.instantiate(kept, false).applyUpdater(gradient, iteration, 0);
    return gradient.getDouble(0);
  }

  private static double[] gradient(ILossFunction loss, INDArray y, INDArray z) {
    return NdArrays.toDoubles(loss.computeGradient(y, z, new ActivationIdentity(), null));
  }

  private static double[] roundTrip(INDArray array) {
    return NdArrays.toDoubles(Nd4j.createNpyFromByteArray(Nd4j.toNpyByteArray(array)));
  }

  private static Path npz(Path file, byte[] npy, int method) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry("x.npy");
      CRC32 crc = new CRC32();
      crc.update(npy);
      entry.setMethod(method);
      entry.setSize(npy.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(npy);
    }
    return file;
  }

  private static INDArray row(double... values) {
    return Nd4j.createFromArray(new double[][] {values});
  }
}
