/** Exercise 05: first weights, and what they do to signals. */
package mlp.exercises.e05;
