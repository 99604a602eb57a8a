/**
 * What graders are written with: checks in their order, explanations of wrong numbers, references
 * and finite differences.
 */
package mlp.exercises.grading;
