/**
 * Plain DL4J configurations as people write them, each beside the network and the training that
 * they mean by it, and what DL4J does instead. {@code docs/porting.md} tells their stories.
 */
package mlp.paper.traps;
