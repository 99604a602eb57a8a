/** Exercise 09: a recipe that reads handwritten digits, and what its curves say about it. */
package mlp.exercises.e09;
