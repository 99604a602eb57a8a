package mlp.equivalence.diagnosis;

import java.util.Optional;

/**
 * A record that is wrong although what it was computed from is right, or taken as it is.
 *
 * @param step from 0
 * @param record its name
 * @param side who computed it
 * @param residual its largest distance from the rules, or from the other side where it is given
 * @param cause nothing where no known one explains it
 */
public record Fault(
    long step, String record, String side, double residual, Optional<NamedCause> cause) {}
