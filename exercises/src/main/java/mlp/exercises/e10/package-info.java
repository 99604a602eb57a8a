/** Exercise 10: one whole step of training. */
package mlp.exercises.e10;
