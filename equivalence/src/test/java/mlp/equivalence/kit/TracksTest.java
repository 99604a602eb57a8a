package mlp.equivalence.kit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import mlp.api.Track;
import mlp.equivalence.naive.NaiveTrack;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole kit, on every track and on the naive implementation. */
@ExtendWith(Headroom.class)
class TracksTest {

  @TestFactory
  Stream<DynamicContainer> tracks() {
    return Stream.concat(Stream.of(new NaiveTrack()), Track.all().stream())
        .map(track -> dynamicContainer(
            track.name(), Kit.checks().stream().map(check -> container(check, track))));
  }

  private static DynamicContainer container(Check check, Track track) {
    return dynamicContainer(
        check.name(),
        check.cases().stream()
            .map(each -> dynamicTest(
                track.name() + ": " + check.name() + " (" + each.name() + ")",
                () -> each.demand().accept(track))));
  }
}
