package mlp.data;

/** Told how a download goes on. */
@FunctionalInterface
public interface DownloadListener {
  /** Hears nothing. */
  DownloadListener NONE = (file, bytes, total) -> {};

  /**
   * Bytes have arrived. After a broken connection the count may begin again.
   *
   * @param file the file's name, without a folder
   * @param bytes how many of its bytes are here
   * @param total how many it has; −1 where the server does not say
   */
  void onProgress(String file, long bytes, long total);
}
