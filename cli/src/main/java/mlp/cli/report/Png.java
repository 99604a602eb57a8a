package mlp.cli.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Small pictures that stand in the page itself. */
final class Png {
  private Png() {}

  /** Gives the colour of a pixel as 0xRRGGBB. */
  @FunctionalInterface
  interface Colour {
    int at(int row, int column);
  }

  /** @return the picture as a data URI */
  static String dataUri(int rows, int columns, Colour colour) {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        image.setRGB(column, row, colour.at(row, column));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** @return the colour at a share of the way from one to another */
  static int blend(int from, int to, double share) {
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = from >> shift & 0xff;
      int b = to >> shift & 0xff;
      colour |= (int) Math.round(a + (b - a) * share) << shift;
    }
    return colour;
  }
}
