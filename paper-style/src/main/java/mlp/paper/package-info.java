/**
 * The network as a DL4J 1.0.0-M2.1 {@code MultiLayerNetwork}, trained by DL4J's own {@code fit}.
 *
 * <p>{@link mlp.paper.Activations}, {@link mlp.paper.Losses}, {@link mlp.paper.DenseLayer} and
 * {@link mlp.paper.Optimizers} are tables: which setting of DL4J keeps which rule. Where no setting
 * keeps it, a class of this package takes the place of DL4J's own, through an interface that DL4J
 * offers for this. These are all of them:
 *
 * <ul>
 *   <li>{@link mlp.paper.LeakyRelu} ({@code IActivation}, R6): DL4J's derivative at 0 is 1, not the
 *       slope, and its slope in FLOAT64 is the float nearest to 0.01.
 *   <li>{@link mlp.paper.ExactGelu} and {@link mlp.paper.TanhGelu} ({@code IActivation}, R6):
 *       DL4J's GELU is neither; with {@code precise} it is up to 0.034 off the tanh form, without
 *       it is z·sigmoid(1.702 z), and its derivative is NaN from z = 26.5 on in FLOAT32, 209 in
 *       FLOAT64.
 *   <li>{@link mlp.paper.Silu} ({@code IActivation}, R6): DL4J's derivative is NaN from z = 44.5 on
 *       in FLOAT32, 355 in FLOAT64, where the square of eᶻ overflows.
 *   <li>{@link mlp.paper.StableSoftmax} ({@code IActivation}, R6): DL4J's is NaN in FLOAT64 where
 *       all logits of a row lie below −745, and wrong from −740 on.
 *   <li>{@link mlp.paper.SoftmaxCrossEntropy} ({@code ILossFunction}, R4): DL4J takes the logarithm
 *       of probabilities that may have underflowed to 0, and clips them by default.
 *   <li>{@link mlp.paper.SigmoidCrossEntropy} ({@code ILossFunction}, R5): DL4J clips the
 *       probabilities, which distorts the gradient beyond |z| = 11.5; without clipping it is NaN.
 *   <li>{@link mlp.paper.Momentum} ({@code IUpdater}, R11): DL4J has Nesterov's momentum only.
 *   <li>{@link mlp.paper.PaperAdam} ({@code IUpdater}, R11): DL4J adds ε before it corrects the
 *       bias of v, where the paper's algorithm 1 adds it after; takes ε for the rate where the rate
 *       is 0; and computes 1 − β₂ in floats in FLOAT32.
 *   <li>{@link mlp.paper.CosineSchedule}, {@link mlp.paper.OneCycleSchedule} and
 *       {@link mlp.paper.PlateauSchedule} ({@code ISchedule}, R12): DL4J has none of them.
 *   <li>{@link mlp.paper.PaperBatchNormalization} (a layer, R8): DL4J's throws at a batch of one
 *       row.
 *   <li>{@link mlp.paper.Dropout} ({@code IDropout}, R9): the masks that all tracks share.
 *   <li>{@link mlp.paper.Clipping} ({@code TrainingListener}, R13): DL4J clips no norm of all
 *       gradients together, and clips the updates of the running statistics of batch normalization.
 *   <li>{@link mlp.paper.Decay} ({@code Regularization}, R10): DL4J adds a penalty to the score.
 *   <li>{@link mlp.paper.MaxNorm} ({@code LayerConstraint}, R15): DL4J's shrinks all weights a
 *       little in every step, and does so twice.
 * </ul>
 *
 * <p>Labels are smoothed (R16) before DL4J sees them, because a loss function cannot tell training
 * from evaluation. The rate of a plateau (R12) is set when it changes, because no {@code ISchedule}
 * sees losses. A DL4J network that is restored elsewhere does neither of itself, nor does it clip.
 *
 * <p>While a step is traced, {@link mlp.paper.StepRecorder} ({@code TrainingListener}) stands in
 * for the activation functions, the dropout and the loss. {@link mlp.paper.Dl4jRecorder} traces any
 * other DL4J network with it.
 *
 * <p>All but the two listeners are written to JSON with their class names, so that
 * {@code ModelSerializer} saves and restores networks that hold them, wherever this package is on
 * the class path.
 */
package mlp.paper;
