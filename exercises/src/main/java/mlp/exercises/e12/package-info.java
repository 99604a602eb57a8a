/** Exercise 12: configurations of DL4J that do what is meant. */
package mlp.exercises.e12;
