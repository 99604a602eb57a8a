/** Exercise 08: weight decay. */
package mlp.exercises.e08;
