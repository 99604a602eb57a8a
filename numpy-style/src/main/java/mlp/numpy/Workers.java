package mlp.numpy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import mlp.api.Threads;

/**
 * The threads that share the work of one step: the caller and some helpers, as many in all as
 * {@link Threads} says, or else one. The helpers are the whole process's. What they compute does
 * not depend on how many there are.
 */
final class Workers {
  /** A piece of work that can be done in parts, each by another thread. */
  interface Task {
    /**
     * Does the part from, …, to − 1.
     *
     * @param worker which thread does it: from 0
     */
    void run(int worker, int from, int to);
  }

  private static final int SPINS = 20_000; // some 100 µs; then a helper goes to sleep

  private static volatile int count = Threads.started().orElse(1);
  private static Helper[] helpers = {};
  private static final AtomicInteger BUSY = new AtomicInteger(); // helpers at work
  private static final AtomicInteger TAKEN = new AtomicInteger(); // 1 while a task is shared out

  private Workers() {}

  static int count() {
    return count;
  }

  /** For tests: another number than the process was started with. */
  static void use(int threads) {
    count = threads;
  }

  /**
   * Shares out 0, …, length − 1, in pieces of whole grains. If another network's work is being
   * shared out, the caller does all of this alone.
   */
  static void run(Task task, int length, int grain) {
    int workers = Math.min(count, (length + grain - 1) / grain);
    if (workers <= 1 || !TAKEN.compareAndSet(0, 1)) {
      task.run(0, 0, length);
      return;
    }
    try {
      int part = ((length + grain - 1) / grain + workers - 1) / workers * grain;
      start(task, workers, part, length);
      task.run(0, 0, part);
    } finally {
      while (BUSY.get() > 0) {
        Thread.onSpinWait();
      }
      TAKEN.set(0);
    }
    rethrow();
  }

  private static void start(Task task, int workers, int part, int length) {
    if (helpers.length < workers - 1) {
      Helper[] more = Arrays.copyOf(helpers, workers - 1);
      for (int i = helpers.length; i < more.length; i++) {
        more[i] = new Helper(i + 1);
        more[i].start();
      }
      helpers = more;
    }
    BUSY.set(workers - 1);
    for (int worker = 1; worker < workers; worker++) {
      int from = Math.min(worker * part, length);
      helpers[worker - 1].give(task, from, Math.min(from + part, length));
    }
  }

  private static void rethrow() {
    for (Helper helper : helpers) {
      Throwable failure = helper.failure;
      helper.failure = null;
      if (failure != null) {
        throw new IllegalStateException("a part of a product failed", failure);
      }
    }
  }

  private static final class Helper extends Thread {
    private final int worker;
    private volatile Task task;
    private int from;
    private int to;
    private volatile boolean asleep;
    private Throwable failure;

    Helper(int worker) {
      super("numpy-style " + worker);
      this.worker = worker;
      setDaemon(true);
    }

    void give(Task given, int first, int last) {
      from = first;
      to = last;
      task = given;
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      while (true) {
        Task given = await();
        try {
          given.run(worker, from, to);
        } catch (Throwable e) { // whatever it is, the caller waits for this thread
          failure = e;
        } finally {
          task = null;
          BUSY.decrementAndGet();
        }
      }
    }

    private Task await() {
      for (int spin = 0; task == null; spin++) {
        if (spin < SPINS) {
          Thread.onSpinWait();
          continue;
        }
        asleep = true;
        if (task == null) {
          LockSupport.park(this);
        }
        asleep = false;
      }
      return task;
    }
  }
}
