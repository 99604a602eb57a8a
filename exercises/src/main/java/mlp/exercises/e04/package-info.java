/** Exercise 04: activation functions, and how much gradient they let through. */
package mlp.exercises.e04;
