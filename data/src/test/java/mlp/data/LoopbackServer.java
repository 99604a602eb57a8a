package mlp.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A mirror on this machine that can be told to misbehave, once for each request. */
final class LoopbackServer implements AutoCloseable {
  /** What the server does with one request. */
  interface Answer {
    void to(HttpExchange exchange, byte[] content) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, byte[]> contents = new HashMap<>();
  private final Deque<Answer> misbehaviour = new ArrayDeque<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  LoopbackServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI folder() {
    return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
        + server.getAddress().getPort() + "/files/");
  }

  void offer(String name, byte[] content) {
    contents.put("/files/" + name, content);
  }

  /** The next requests are answered so; those after them as by a sound server with ranges. */
  LoopbackServer next(Answer... answers) {
    misbehaviour.addAll(List.of(answers));
    return this;
  }

  /** @return of every request, the range that it asked for, or "all" */
  List<String> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(range == null ? "all" : range);
      byte[] content = contents.get(exchange.getRequestURI().getPath());
      Answer answer = misbehaviour.isEmpty() ? LoopbackServer::ranges : misbehaviour.poll();
      if (content == null) {
        status(404).to(exchange, null);
      } else {
        answer.to(exchange, content);
      }
    }
  }

  /** A sound answer, with the range that was asked for. */
  static void ranges(HttpExchange exchange, byte[] content) throws IOException {
    int first = firstByte(exchange);
    if (first == 0) {
      whole(exchange, content);
    } else if (first >= content.length) {
      status(416).to(exchange, content);
    } else {
      partial(exchange, content, first);
    }
  }

  private static int firstByte(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
  }

  private static void partial(HttpExchange exchange, byte[] content, int first) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + first + "-" + (content.length - 1) + "/" + content.length);
    exchange.sendResponseHeaders(206, content.length - first);
    exchange.getResponseBody().write(content, first, content.length - first);
  }

  /** The whole file, whatever range was asked for. */
  static void whole(HttpExchange exchange, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
  }

  /** A range, but another than was asked for. */
  static void wrongRange(HttpExchange exchange, byte[] content) throws IOException {
    partial(exchange, content, firstByte(exchange) + 1);
  }

  static Answer other(byte[] otherContent) {
    return (exchange, content) -> whole(exchange, otherContent);
  }

  static Answer status(int status) {
    return (exchange, content) -> exchange.sendResponseHeaders(status, -1);
  }

  static Answer redirectTo(URI target) {
    return (exchange, content) -> {
      exchange.getResponseHeaders().set("Location", target.toString());
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** Promises all, or all of the range, and breaks off at a byte of the file. */
  static Answer breakOffAt(int byteOfFile) {
    return (exchange, content) -> {
      int first = firstByte(exchange);
      if (first > 0) {
        exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-");
      }
      exchange.sendResponseHeaders(first > 0 ? 206 : 200, content.length - first);
      exchange.getResponseBody().write(content, first, byteOfFile - first);
      exchange.getResponseBody().flush();
    };
  }

  /** As {@link #breakOffAt}, but without a promised length. */
  static Answer endEarlyAt(int byteOfFile) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(Arrays.copyOf(content, byteOfFile));
      exchange.getResponseBody().close();
    };
  }

  /** Bytes without end. */
  static void endless(HttpExchange exchange, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    while (true) {
      exchange.getResponseBody().write(content);
    }
  }

  /** Sends some bytes and then nothing, until the server is closed. */
  Answer stallAt(int byteOfFile) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, byteOfFile);
      exchange.getResponseBody().flush();
      try {
        closed.await();
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
