package mlp.api;

/** The loss became NaN or infinite: further steps can only make more of them. */
public final class TrainingDiverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param epoch from 0
   * @param step from 0, within the epoch
   * @param loss the loss there
   */
  public TrainingDiverged(int epoch, int step, double loss) {
    super("training diverged: the loss is "
        + loss
        + " at epoch "
        + (epoch + 1)
        + ", step "
        + (step + 1)
        + "; try a smaller learning rate, or scale the inputs");
  }
}
