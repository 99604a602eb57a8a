package mlp.cli;

import picocli.CommandLine;

/** Makes the commands; those that train are given the interruption that may end them. */
record CommandFactory(Interruption interruption) implements CommandLine.IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == CompareCommand.class) {
      return type.cast(new CompareCommand(interruption));
    }
    if (type == TrainCommand.class) {
      return type.cast(new TrainCommand(interruption));
    }
    if (type == TraceCommand.class) {
      return type.cast(new TraceCommand(interruption));
    }
    if (type == DiffCommand.class) {
      return type.cast(new DiffCommand(interruption));
    }
    if (type == InjectCommand.class) {
      return type.cast(new InjectCommand(interruption));
    }
    if (type == ExperimentCommand.class) {
      return type.cast(new ExperimentCommand(interruption));
    }
    if (type == ExerciseCommand.class) {
      return type.cast(new ExerciseCommand(interruption));
    }
    if (type == BenchCommand.class) {
      return type.cast(new BenchCommand(interruption));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
