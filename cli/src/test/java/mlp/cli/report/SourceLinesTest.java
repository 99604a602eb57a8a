package mlp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceLinesTest {

  @ParameterizedTest
  @CsvSource({
    "numpy-style,forward",
    "numpy-style,backward",
    "lowlevel,forward",
    "lowlevel,backward",
    "paper-style,forward",
    "paper-style,backward"
  })
  void everyTrackMarksItsLines(String track, String tag) {
    List<String> lines = SourceLines.of(track, tag).orElseThrow();

    assertThat(lines).hasSizeBetween(3, 40);
    assertThat(lines).noneMatch(line -> line.contains("tag::") || line.contains("end::"));
    assertThat(lines).anyMatch(line -> line.contains("//"));
    assertThat(lines.get(0)).doesNotStartWith(" ");
  }

  @Test
  void aMissingMarkerIsAnError() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SourceLines.of("numpy-style", "sideways"))
        .withMessageContaining("// tag::sideways[]");
  }

  @Test
  void aTrackWithoutSourceHasNoLines() {
    assertThat(SourceLines.of("no-such-track", "forward")).isEmpty();
  }
}
