/**
 * How well the diagnosis does: faults that were planted, and right pairs that it must not accuse.
 */
package mlp.equivalence.scoreboard;
