/** Exercise 07: clipping of gradients. */
package mlp.exercises.e07;
