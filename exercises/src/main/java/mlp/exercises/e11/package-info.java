/** Exercise 11: a dense layer in ND4J operations. */
package mlp.exercises.e11;
