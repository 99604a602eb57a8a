package mlp.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import mlp.api.InvalidInput;

/**
 * Downloads files into a folder, from the first of several mirrors that delivers the right bytes. A
 * file stands there under its name only when it is whole and verified; until then it is a part,
 * {@code NAME.gz.part}, from which a later try goes on.
 */
final class Download {
  private static final int TRIES_PER_MIRROR = 5;
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final List<URI> mirrors;
  private final Path folder;
  private final Duration patience;
  private final DownloadListener listener;
  private final HttpClient client;

  /**
   * @param mirrors the folders that hold the files, each with a slash at its end
   * @param folder made if it is not there
   * @param patience with a server that sends nothing
   */
  Download(List<URI> mirrors, Path folder, Duration patience, DownloadListener listener) {
    this.mirrors = List.copyOf(mirrors);
    this.folder = folder;
    this.patience = patience;
    this.listener = listener;
    client = HttpClient.newBuilder()
        .connectTimeout(patience)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  /**
   * @return the verified gzip, downloaded if it is not there already
   * @throws InvalidInput if no mirror delivers it; the message names each mirror's fault
   * @throws CancellationException if the thread is found interrupted when bytes have arrived; the
   *     next call goes on from there
   */
  Path fetch(RemoteFile file) {
    Path target = folder.resolve(file.archive());
    try {
      Files.createDirectories(folder);
      // Two at once would write into one part: other threads wait here, other processes at the
      // lock.
      synchronized (Download.class) {
        try (FileChannel lock = FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          lock.lock();
          if (!file.isIn(target)) {
            fetchFromMirrors(file, target);
          }
        }
      }
      return target;
    } catch (ClosedByInterruptException | FileLockInterruptionException interrupted) {
      throw cancelled();
    } catch (IOException fault) {
      throw new InvalidInput(
          folder + ": " + file.name() + " cannot be kept there (" + fault
              + "); choose another cache folder",
          fault);
    }
  }

  private void fetchFromMirrors(RemoteFile file, Path target) throws IOException {
    Path part = folder.resolve(file.archive() + ".part");
    StringJoiner faults = new StringJoiner("; ");
    for (URI mirror : mirrors) {
      try {
        fetchFrom(mirror.resolve(file.archive()), file, part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (TransferFault fault) {
        faults.add(mirror + " " + fault.getMessage());
      }
    }
    throw new InvalidInput("mnist: " + file.archive() + " could not be downloaded: " + faults
        + "; try again, or name a folder that holds MNIST's four files");
  }

  /** Leaves the verified file in the part. */
  private void fetchFrom(URI source, RemoteFile file, Path part) throws IOException, TransferFault {
    for (int attempt = 1; ; attempt++) {
      long before = size(part);
      try {
        boolean resumed = transfer(source, file, part);
        if (file.isIn(part)) {
          return;
        }
        Files.delete(part);
        // A resumed file may be wrong because its beginning came from elsewhere.
        if (!resumed || attempt == TRIES_PER_MIRROR) {
          throw new TransferFault("delivered something other than " + file.name());
        }
      } catch (BrokenOff fault) {
        if (size(part) <= before || attempt == TRIES_PER_MIRROR) {
          throw fault;
        }
      }
    }
  }

  /**
   * Downloads what the part lacks, or all of it where the server does not send ranges.
   *
   * @return whether the part's beginning was kept
   */
  private boolean transfer(URI source, RemoteFile file, Path part)
      throws IOException, TransferFault {
    long have = size(part);
    HttpResponse<InputStream> response = request(source, have);
    try (InputStream body = response.body()) {
      boolean resumed = have > 0 && isRangeFrom(have, response);
      if (response.statusCode() == RANGE_NOT_SATISFIABLE && have > 0) {
        Files.delete(part);
        return transfer(source, file, part);
      }
      if (response.statusCode() != OK && !resumed) {
        throw new TransferFault("answered HTTP " + response.statusCode());
      }
      long first = resumed ? have : 0;
      long rest = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      append(body, part, first, file, rest < 0 ? -1 : first + rest);
      return resumed;
    }
  }

  private HttpResponse<InputStream> request(URI source, long have) throws TransferFault {
    HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(patience);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException fault) {
      throw new TransferFault("does not answer (" + fault + ")");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw cancelled();
    }
  }

  private static boolean isRangeFrom(long first, HttpResponse<?> response) {
    return response.statusCode() == PARTIAL_CONTENT
        && response
            .headers()
            .firstValue("Content-Range")
            .filter(range -> range.startsWith("bytes " + first + "-"))
            .isPresent();
  }

  private void append(InputStream body, Path part, long first, RemoteFile file, long total)
      throws IOException, TransferFault {
    byte[] buffer = new byte[1 << 16];
    long bytes = first;
    try (FileChannel out =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        StallGuard guard = new StallGuard(body, patience)) {
      out.truncate(first).position(first);
      for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
        guard.bytesArrived();
        bytes += n;
        if (bytes > file.longestArchive()) {
          out.truncate(0);
          throw new TransferFault("delivered more than " + file.name() + " can be");
        }
        ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, n);
        while (chunk.hasRemaining()) {
          out.write(chunk);
        }
        listener.onProgress(file.archive(), bytes, total);
      }
      out.force(true);
    }
  }

  private static int read(InputStream body, byte[] buffer) throws TransferFault {
    // JDK 17's stream forgets an interrupt that comes while it waits, so it is asked for here.
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
    try {
      return body.read(buffer);
    } catch (IOException fault) {
      throw new BrokenOff("broke off (" + fault.getMessage() + ")");
    }
  }

  private static CancellationException cancelled() {
    return new CancellationException("the download was cancelled; the next one goes on from there");
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /** A mirror does not deliver the file; the message continues a sentence about the mirror. */
  private static class TransferFault extends Exception {
    private static final long serialVersionUID = 1L;

    TransferFault(String message) {
      super(message);
    }
  }

  /** The connection ended before the file did. */
  private static final class BrokenOff extends TransferFault {
    private static final long serialVersionUID = 1L;

    BrokenOff(String message) {
      super(message);
    }
  }
}
