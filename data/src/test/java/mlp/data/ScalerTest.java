package mlp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import mlp.api.DataType;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.Test;

class ScalerTest {
  // Column 1 is 2, 4, 9; column 2 is constant.
  private static final Table TRAINING = Table.of(2, new double[] {2, 5, 4, 5, 9, 5});
  private static final Table TEST = Table.of(2, new double[] {16, 6});

  @Test
  void unitIsFittedOnTheTrainingPartAlone() {
    Scaler scaler = Scaler.fit(Scaling.UNIT, TRAINING);

    assertThat(scaler.apply(TRAINING, DataType.FLOAT64).float64())
        .containsExactly(0, 0, 2.0 / 7, 0, 1, 0);
    assertThat(scaler.apply(TEST, DataType.FLOAT64).float64()).containsExactly(2, 0);
  }

  @Test
  void standardizeUsesTheBiasedDeviation() {
    Scaler scaler = Scaler.fit(Scaling.STANDARDIZE, TRAINING);

    // mean 5, variance (9 + 1 + 16)/3
    double deviation = Math.sqrt(26.0 / 3);
    assertThat(scaler.apply(TRAINING, DataType.FLOAT64).float64())
        .containsExactly(-3 / deviation, 0, -1 / deviation, 0, 4 / deviation, 0);
    assertThat(scaler.apply(TEST, DataType.FLOAT64).float64()).containsExactly(11 / deviation, 0);
  }

  @Test
  void noneLeavesEveryBit() {
    assertThat(TRAINING.toMatrix(DataType.FLOAT64).float64()).containsExactly(2, 5, 4, 5, 9, 5);
    assertThat(Scaler.fit(Scaling.NONE, TRAINING)
            .apply(Table.of(2, new double[] {Double.MIN_VALUE, 0.1}), DataType.FLOAT32)
            .float32())
        .containsExactly(0f, 0.1f);
  }

  @Test
  void pixelsAreDividedByTheBrightestWhateverTheTrainingPartHolds() {
    Table pixels = Table.ofUnsignedBytes(2, new byte[] {0, (byte) 255, 51, (byte) 204});

    assertThat(Scaler.fitPixels(Scaling.UNIT, pixels, 255)
            .apply(pixels, DataType.FLOAT64)
            .float64())
        .containsExactly(0, 1, 0.2, 0.8);
  }

  @Test
  void spreadsBeyondDoublePrecisionAreRefused() {
    Table huge = Table.of(1, new double[] {-1e308, 1e308});
    Table tiny = Table.of(1, new double[] {0, 1e-200});

    assertThatThrownBy(() -> Scaler.fit(Scaling.UNIT, huge))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("inputs, column 1: got values whose spread is Infinity");
    assertThatThrownBy(() -> Scaler.fit(Scaling.STANDARDIZE, huge))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> Scaler.fit(Scaling.STANDARDIZE, tiny))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("spread is 0.0");
  }
}
