/** Exercise 01: dropout. */
package mlp.exercises.e01;
