package mlp.equivalence.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mlp.api.Tensor;
import org.junit.jupiter.api.Test;

class NameRecognitionTest {
  private static Tensor tensor(String name, int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return new Tensor(name, shape, IntStream.range(0, size).asDoubleStream().toArray());
  }

  // [rows, 5] → 6 → 3, all tensors of the file after x
  private static List<String> recognized(Tensor... tensors) {
    List<Tensor> all = new ArrayList<>(List.of(tensor("x", 4, 5)));
    all.addAll(List.of(tensors));
    NameRecognition names = new NameRecognition(all, Map.of());
    return all.stream().skip(1).map(names::of).map(Tensor::toString).toList();
  }

  @Test
  void namesOfPyTorch() {
    assertThat(recognized(
            tensor("fc1.weight", 6, 5),
            tensor("fc1.bias", 6),
            tensor("bn.weight", 6),
            tensor("bn.bias", 6),
            tensor("bn.running_mean", 6),
            tensor("bn.running_var", 6),
            tensor("fc2.weight", 3, 6),
            tensor("fc2.bias", 3),
            tensor("fc2.weight.grad", 3, 6),
            tensor("fc1.bias.after", 6)))
        .containsExactly(
            "W1[5, 6]",
            "b1[6]",
            "gamma1[6]",
            "beta1[6]",
            "bn1.running.mean[6]",
            "bn1.running.var[6]",
            "W2[6, 3]",
            "b2[3]",
            "dW2[6, 3]",
            "b1.after[6]");
  }

  @Test
  void namesOfKeras() {
    assertThat(recognized(
            tensor("dense/kernel", 5, 6),
            tensor("dense/bias", 6),
            tensor("batch_normalization/gamma", 6),
            tensor("batch_normalization/moving_variance", 6),
            tensor("dense_1/kernel:0", 6, 3),
            tensor("dense_1/bias", 3)))
        .containsExactly(
            "W1[5, 6]", "b1[6]", "gamma1[6]", "bn1.running.var[6]", "W2[6, 3]", "b2[3]");
  }

  @Test
  void namesOfDl4jAndOfJax() {
    assertThat(recognized(
            tensor("0_W", 5, 6), tensor("0_b", 6), tensor("1_W", 6, 3), tensor("1_b", 3)))
        .containsExactly("W1[5, 6]", "b1[6]", "W2[6, 3]", "b2[3]");
    assertThat(recognized(
            tensor("params/Dense_0/kernel", 5, 6),
            tensor("params/Dense_0/bias", 6),
            tensor("params/Dense_1/kernel", 6, 3),
            tensor("params/Dense_1/bias", 3)))
        .containsExactly("W1[5, 6]", "b1[6]", "W2[6, 3]", "b2[3]");
  }

  @Test
  void ourNamesInPyTorchsLayout() {
    assertThat(recognized(
            tensor("W1", 6, 5), tensor("b1", 6), tensor("W2", 3, 6), tensor("dW2", 3, 6)))
        .containsExactly("W1[5, 6]", "b1[6]", "W2[6, 3]", "dW2[6, 3]");
  }

  @Test
  void theNumbersAreTransposedWithTheShape() {
    List<Tensor> all = List.of(tensor("x", 4, 2), tensor("fc.weight", 3, 2));
    Tensor w = new NameRecognition(all, Map.of()).of(all.get(1));
    assertThat(w.values()).containsExactly(0, 2, 4, 1, 3, 5);
  }

  @Test
  void squareLayersAreTakenByCustomAndTold() {
    List<Tensor> torch = List.of(tensor("x", 4, 3), tensor("fc.weight", 3, 3));
    NameRecognition names = new NameRecognition(torch, Map.of());
    assertThat(names.of(torch.get(1)).values()).containsExactly(0, 3, 6, 1, 4, 7, 2, 5, 8);
    assertThat(names.assumed().toString()).contains("[out, in], as PyTorch's", "do not tell");
    List<Tensor> keras = List.of(tensor("x", 4, 3), tensor("dense/kernel", 3, 3));
    assertThat(new NameRecognition(keras, Map.of()).of(keras.get(1)).values()[1])
        .isEqualTo(1);
  }

  @Test
  void aMapComesFirst() {
    List<Tensor> all = List.of(tensor("x", 4, 3), tensor("fc.weight", 3, 3));
    NameRecognition names = new NameRecognition(all, Map.of("fc.weight", Rename.parse("W1")));
    assertThat(names.of(all.get(1)).values()[1]).isEqualTo(1);
    assertThat(names.assumed()).isEmpty();
  }
}
