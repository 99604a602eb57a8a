package mlp.equivalence.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import mlp.equivalence.replay.Cause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CauseTextTest {
  @ParameterizedTest
  @EnumSource(Cause.class)
  void theCatalogueOnPaperHasEveryCauseOfTheProgram(Cause cause) {
    CauseText text = CauseText.of(cause);
    assertThat(text).as("row of %s in docs/causes.md", cause).isNotNull();
    assertThat(text.rule()).matches("R\\d+");
    assertThat(text.ours()).isNotEmpty().isNotEqualTo(text.theirs());
    assertThat(text.who()).isNotEmpty();
    assertThat(text.change()).isNotEmpty();
  }
}
