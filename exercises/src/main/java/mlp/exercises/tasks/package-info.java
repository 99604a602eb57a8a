/** What learners implement: one interface for each exercise. */
package mlp.exercises.tasks;
