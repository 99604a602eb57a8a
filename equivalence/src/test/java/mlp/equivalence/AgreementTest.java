package mlp.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Parameters;
import mlp.api.Tensor;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static Parameters parameters(double weight, double bias) {
    return new Parameters(List.of(
        Tensor.of("W1", new double[] {weight}, 1, 1),
        Tensor.of("b1", new double[] {bias}, 1),
        Tensor.of("W2", new double[] {100}, 1, 1)));
  }

  @Test
  void isEqualOnlyWhenEveryBitIs() {
    Agreement agreement = Agreement.of(parameters(1, 0), parameters(1, 0), DataType.FLOAT64, 10);
    assertThat(agreement.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(Agreement.of(parameters(1, 0), parameters(1, -0.0), DataType.FLOAT64, 10)
            .verdict())
        .isEqualTo(Verdict.ROUNDING);
  }

  @Test
  void isRoundingUpToTheBoundAndDifferentBeyond() {
    double bound = Tolerances.rounding(DataType.FLOAT64, 100);
    assertThat(bound).isEqualTo((1024 + 1280) * 0x1p-53);
    Parameters left = parameters(1, 1);
    assertThat(
            Agreement.of(left, parameters(1, 1 - bound), DataType.FLOAT64, 100).verdict())
        .isEqualTo(Verdict.ROUNDING);
    assertThat(Agreement.of(left, parameters(1, 1 - 1.01 * bound), DataType.FLOAT64, 10)
            .verdict())
        .isEqualTo(Verdict.DIFFERENT);
    assertThat(Agreement.of(left, parameters(1, 1 - 1.01 * bound), DataType.FLOAT32, 10)
            .verdict())
        .isEqualTo(Verdict.ROUNDING);
  }

  @Test
  void needsEqualBitsBeforeTheFirstStep() {
    Parameters right = parameters(Math.nextUp(1.0), 1);
    assertThat(Agreement.of(parameters(1, 1), right, DataType.FLOAT64, 0).verdict())
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void isDifferentWhereOneSideIsNotANumber() {
    assertThat(Agreement.of(parameters(1, 1), parameters(Double.NaN, 1), DataType.FLOAT32, 1000000)
            .verdict())
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void tellsTheLargestAbsoluteAndTheWorstRelativeDifference() {
    Agreement agreement =
        Agreement.of(parameters(1, 0.5), parameters(1.5, 0.25), DataType.FLOAT64, 10);
    assertThat(agreement.largest().tensor()).isEqualTo("W1");
    assertThat(agreement.largest().absolute()).isEqualTo(0.5);
    assertThat(agreement.largest().ulps()).isEqualTo(1L << 51);
    assertThat(agreement.worst().tensor()).isEqualTo("W1");
    assertThat(agreement.worst().relative()).isEqualTo(0.5 / 1.5);
  }

  @Test
  void measuresABiasThatIsAlmostZeroByTheWeightsOfItsLayer() {
    Agreement agreement =
        Agreement.of(parameters(1, 1e-15), parameters(1, 1.5e-15), DataType.FLOAT64, 10);
    assertThat(agreement.worst().relative()).isEqualTo(1.5e-15 - 1e-15);
    assertThat(agreement.verdict()).isEqualTo(Verdict.ROUNDING);
  }

  @Test
  void refusesParametersOfAnotherNetwork() {
    Parameters other = new Parameters(List.of(Tensor.of("W1", new double[1], 1, 1)));
    assertThatThrownBy(() -> Agreement.of(parameters(1, 1), other, DataType.FLOAT64, 1))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("parameters: got [W1], expected [W1, b1, W2]");
  }
}
