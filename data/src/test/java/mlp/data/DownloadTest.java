package mlp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The timeout is there to end a test that hangs; no test is judged by its speed. */
@Timeout(60)
class DownloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private LoopbackServer first;
  private LoopbackServer second;
  private byte[] content;
  private byte[] archive;
  private RemoteFile file;

  @TempDir
  private Path folder;

  @BeforeEach
  void offerAFile() throws Exception {
    content = new byte[300_000];
    new Random(1).nextBytes(content);
    archive = IdxFiles.gzip(content);
    byte[] digest = MessageDigest.getInstance("MD5").digest(content);
    file = new RemoteFile("numbers", content.length, HexFormat.of().formatHex(digest));
    first = new LoopbackServer();
    second = new LoopbackServer();
    first.offer("numbers.gz", archive);
    second.offer("numbers.gz", archive);
  }

  @AfterEach
  void closeServers() {
    first.close();
    second.close();
  }

  /** The first request, and after it one for what followed each break. */
  private static void assertResumed(List<String> requests, String firstRequest, int... sent) {
    assertThat(requests).hasSize(1 + sent.length).startsWith(firstRequest);
    for (int i = 0; i < sent.length; i++) {
      assertResumedAt(requests.get(i + 1), sent[i]);
    }
  }

  /** Not always at the last byte sent: a client may lose what it holds when a connection breaks. */
  private static void assertResumedAt(String request, int sent) {
    assertThat(request).matches("bytes=\\d+-");
    assertThat(Integer.parseInt(request.replaceAll("\\D", ""))).isBetween(1, sent);
  }

  @Test
  void downloadsOnceAndTellsHowFarItIs() throws IOException {
    List<Long> progress = new ArrayList<>();
    Download download = new Download(mirrors(), folder, PATIENCE, (name, bytes, total) -> {
      assertThat(name).isEqualTo("numbers.gz");
      assertThat(total).isEqualTo(archive.length);
      progress.add(bytes);
    });
    Path target = download.fetch(file);
    download.fetch(file);

    assertThat(target).isEqualTo(folder.resolve("numbers.gz")).hasBinaryContent(archive);
    assertThat(first.requests()).containsExactly("all");
    assertThat(second.requests()).isEmpty();
    assertThat(progress).isSorted().endsWith((long) archive.length);
    assertThat(filesLeft()).containsExactly(".lock", "numbers.gz");
  }

  @Test
  void goesOnWhereAConnectionBrokeOff() {
    first.next(LoopbackServer.breakOffAt(100_000), LoopbackServer.breakOffAt(200_000));

    assertThat(fetch()).hasBinaryContent(archive);
    assertResumed(first.requests(), "all", 100_000, 200_000);
  }

  @Test
  void beginsAgainWhereAServerIgnoresRanges() {
    first.next(LoopbackServer.breakOffAt(100_000), LoopbackServer::whole);

    assertThat(fetch()).hasBinaryContent(archive);
    assertResumed(first.requests(), "all", 100_000);
  }

  @Test
  void goesOnAtTheNextMirror() {
    first.next(LoopbackServer.breakOffAt(100_000), LoopbackServer.breakOffAt(100_000));

    assertThat(fetch()).hasBinaryContent(archive);
    assertThat(second.requests()).hasSize(1);
    assertResumedAt(second.requests().get(0), 100_000);
  }

  @Test
  void keepsThePartForTheNextTry() {
    LoopbackServer.Answer broken = LoopbackServer.breakOffAt(100_000);
    first.next(broken, broken);
    second.next(broken, broken);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(InvalidInput.class)
        .message()
        .startsWith("mnist: numbers.gz could not be downloaded: " + first.folder() + " broke off (")
        .contains("; " + second.folder() + " broke off (")
        .endsWith("; try again, or name a folder that holds MNIST's four files");
    assertThat(filesLeft()).containsExactly(".lock", "numbers.gz.part");

    assertThat(fetch()).hasBinaryContent(archive);
    assertResumedAt(first.requests().get(first.requests().size() - 1), 100_000);
  }

  @Test
  void aPartThatBelongsToSomethingElseIsThrownAway() throws IOException {
    Files.write(folder.resolve("numbers.gz.part"), new byte[1000]);

    assertThat(fetch()).hasBinaryContent(archive);
    assertThat(first.requests()).containsExactly("bytes=1000-", "all");
  }

  @Test
  void aPartAsLongAsTheFileIsThrownAway() throws IOException {
    Files.write(folder.resolve("numbers.gz.part"), new byte[archive.length]);

    assertThat(fetch()).hasBinaryContent(archive);
    assertThat(first.requests()).containsExactly("bytes=" + archive.length + "-", "all");
  }

  @Test
  void aWrongRangeIsNotAppended() throws IOException {
    Files.write(folder.resolve("numbers.gz.part"), Arrays.copyOf(archive, 1000));
    first.next(LoopbackServer::wrongRange);

    assertThat(fetch()).hasBinaryContent(archive);
    assertThat(second.requests()).containsExactly("bytes=1000-");
  }

  @Test
  void wrongBytesAreNotKept() throws IOException {
    byte[] others = content.clone();
    others[12345] ^= 1;
    first.next(LoopbackServer.other(IdxFiles.gzip(others)));
    assertThat(fetch()).hasBinaryContent(archive);
    assertThat(second.requests()).containsExactly("all");

    Files.delete(folder.resolve("numbers.gz"));
    LoopbackServer.Answer page = LoopbackServer.other("<html>Log in</html>".getBytes());
    first.next(page);
    second.next(page);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(first.folder() + " delivered something other than numbers; ");
    assertThat(filesLeft()).containsExactly(".lock");
  }

  @Test
  void anyGzipOfTheSameBytesServes() {
    first.next(LoopbackServer.other(content));

    assertThat(fetch()).hasBinaryContent(content);
  }

  @Test
  void aBodyThatEndsEarlyWithoutAWordIsNoticed() {
    first.next(LoopbackServer.endEarlyAt(100_000));

    assertThat(fetch()).hasBinaryContent(archive);
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void anEndlessBodyIsCutOff() {
    first.next(LoopbackServer::endless);

    assertThat(fetch()).hasBinaryContent(archive);
    assertThat(second.requests()).containsExactly("all");
  }

  @Test
  void missingFilesAndFailingServersArePassedOver() {
    first.next(LoopbackServer.status(404));
    assertThat(fetch()).hasBinaryContent(archive);

    LoopbackServer.Answer failing = LoopbackServer.status(503);
    first.next(failing);
    second.next(LoopbackServer.status(404));
    assertThatThrownBy(
            () -> new Download(mirrors(), folder.resolve("other"), PATIENCE, DownloadListener.NONE)
                .fetch(file))
        .isInstanceOf(InvalidInput.class)
        .message()
        .contains(first.folder() + " answered HTTP 503; " + second.folder() + " answered HTTP 404")
        .doesNotContain("\n");
  }

  @Test
  void aServerThatIsNotThereIsPassedOver() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
    Download download =
        new Download(List.of(nobody, first.folder()), folder, PATIENCE, DownloadListener.NONE);

    assertThat(download.fetch(file)).hasBinaryContent(archive);
  }

  @Test
  void followsRedirects() {
    first.next(LoopbackServer.redirectTo(second.folder().resolve("numbers.gz")));

    assertThat(fetch()).hasBinaryContent(archive);
    assertThat(second.requests()).containsExactly("all");
  }

  @Test
  void aServerThatFallsSilentIsLeft() {
    first.next(first.stallAt(100_000));
    Download download =
        new Download(mirrors(), folder, Duration.ofMillis(500), DownloadListener.NONE);

    assertThat(download.fetch(file)).hasBinaryContent(archive);
    assertResumed(first.requests(), "all", 100_000);
  }

  @Test
  void aDamagedFileInTheCacheIsReplaced() throws IOException {
    Files.write(folder.resolve("numbers.gz"), Arrays.copyOf(archive, 5000));

    assertThat(fetch()).hasBinaryContent(archive);
    assertThat(first.requests()).containsExactly("all");
  }

  @Test
  void anInterruptCancelsAndTheNextTryGoesOn() {
    first.next(first.stallAt(100_000));
    Thread downloading = Thread.currentThread();
    Download download = new Download(mirrors(), folder, PATIENCE, (name, bytes, total) -> {
      if (bytes == 100_000) {
        downloading.interrupt();
      }
    });

    assertThatThrownBy(() -> download.fetch(file)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(fetch()).hasBinaryContent(archive);
    assertThat(first.requests()).hasSize(2).last().asString().startsWith("bytes=");
  }

  @Test
  void twoAtOnceDownloadOnce() {
    CompletableFuture<Path> one = CompletableFuture.supplyAsync(this::fetch);
    CompletableFuture<Path> other = CompletableFuture.supplyAsync(this::fetch);

    assertThat(one.join()).isEqualTo(other.join()).hasBinaryContent(archive);
    assertThat(first.requests()).containsExactly("all");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "in the way");

    assertThatThrownBy(
            () -> new Download(mirrors(), blocked.resolve("mnist"), PATIENCE, DownloadListener.NONE)
                .fetch(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("numbers cannot be kept there")
        .hasMessageContaining("choose another cache folder");
  }

  private List<URI> mirrors() {
    return List.of(first.folder(), second.folder());
  }

  private Path fetch() {
    return new Download(mirrors(), folder, PATIENCE, DownloadListener.NONE).fetch(file);
  }

  private List<String> filesLeft() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
