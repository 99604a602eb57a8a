/** The operations of a training step, each computed anew from the inputs that a trace recorded. */
package mlp.equivalence.replay;
