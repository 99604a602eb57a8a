/** Exercise 13: traces with planted faults, and what is said of a learner's diagnosis. */
package mlp.exercises.e13;
