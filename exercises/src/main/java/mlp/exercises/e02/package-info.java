/** Exercise 02: batch normalization. */
package mlp.exercises.e02;
