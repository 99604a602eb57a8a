/**
 * Faults as people make them, planted one at a time or several together into the naive
 * implementation, whose mathematics is independent of the diagnosis that is measured with them.
 */
package mlp.equivalence.inject;
