/** Exercise 03: XOR with weights chosen by hand. */
package mlp.exercises.e03;
