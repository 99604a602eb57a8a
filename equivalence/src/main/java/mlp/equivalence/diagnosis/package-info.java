/** Where two implementations first differ, whether it is rounding, and why. */
package mlp.equivalence.diagnosis;
