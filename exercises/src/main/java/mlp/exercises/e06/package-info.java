/** Exercise 06: learning rates that change from step to step. */
package mlp.exercises.e06;
