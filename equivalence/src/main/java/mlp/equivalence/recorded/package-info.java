/** Steps that someone recorded: in files, under whatever names, or by a track just now. */
package mlp.equivalence.recorded;
