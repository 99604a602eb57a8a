/**
 * Exercises that check themselves: what a learner copies, how it is compiled and graded in a JVM of
 * its own, and what is told.
 */
package mlp.exercises;
