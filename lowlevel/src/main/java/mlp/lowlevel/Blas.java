package mlp.lowlevel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_daxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dcopy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_ddot;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dger;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dscal;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_idamax;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_isamax;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_scopy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sdot;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sger;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sscal;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The functions of ND4J's BLAS that a step is made of. {@code Nd4j.gemm} ends in the same ones, by
 * way of the machinery for operations of any kind, which takes 9 to 14 µs a call whatever the size;
 * called like this they take less than one.
 *
 * <p>Every array is contiguous, and in 'f' order where nothing else is said.
 */
final class Blas {
  private Blas() {}

  /**
   * C = A·B, with Aᵀ or Bᵀ for A or B where that is said. A transposition copies nothing: it is how
   * the function reads.
   *
   * @param a in any order, as b
   */
  static void gemm(INDArray a, INDArray b, INDArray c, boolean transposeA, boolean transposeB) {
    int m = (int) c.size(0);
    int n = (int) c.size(1);
    int k = (int) a.size(transposeA ? 0 : 1);
    // An array in 'c' order is, read in 'f' order, its transpose.
    int readA = transposeA == (a.ordering() == 'c') ? CblasNoTrans : CblasTrans;
    int readB = transposeB == (b.ordering() == 'c') ? CblasNoTrans : CblasTrans;
    int strideA = (int) a.size(a.ordering() == 'c' ? 1 : 0);
    int strideB = (int) b.size(b.ordering() == 'c' ? 1 : 0);
    if (isFloat(c)) {
      cblas_sgemm(
          CblasColMajor,
          readA,
          readB,
          m,
          n,
          k,
          1,
          floats(a),
          strideA,
          floats(b),
          strideB,
          0,
          floats(c),
          m);
    } else {
      cblas_dgemm(
          CblasColMajor,
          readA,
          readB,
          m,
          n,
          k,
          1,
          doubles(a),
          strideA,
          doubles(b),
          strideB,
          0,
          doubles(c),
          m);
    }
  }

  /**
   * A ← A + ones·rowᵀ: adds a row to every row.
   *
   * @param ones as many as A has rows
   */
  static void addRow(INDArray a, INDArray row, INDArray ones) {
    int m = (int) a.size(0);
    int n = (int) a.size(1);
    if (isFloat(a)) {
      cblas_sger(CblasColMajor, m, n, 1, floats(ones), 1, floats(row), 1, floats(a), m);
    } else {
      cblas_dger(CblasColMajor, m, n, 1, doubles(ones), 1, doubles(row), 1, doubles(a), m);
    }
  }

  /**
   * sums = Aᵀ·ones: the sum of each column.
   *
   * @param ones as many as A has rows
   */
  static void sumRows(INDArray a, INDArray ones, INDArray sums) {
    int m = (int) a.size(0);
    int n = (int) a.size(1);
    if (isFloat(a)) {
      cblas_sgemv(
          CblasColMajor, CblasTrans, m, n, 1, floats(a), m, floats(ones), 1, 0, floats(sums), 1);
    } else {
      cblas_dgemv(
          CblasColMajor, CblasTrans, m, n, 1, doubles(a), m, doubles(ones), 1, 0, doubles(sums), 1);
    }
  }

  /** y ← y + αx, element by element. */
  static void axpy(double alpha, INDArray x, INDArray y) {
    if (isFloat(y)) {
      cblas_saxpy((int) y.length(), (float) alpha, floats(x), 1, floats(y), 1);
    } else {
      cblas_daxpy((int) y.length(), alpha, doubles(x), 1, doubles(y), 1);
    }
  }

  /** y ← x. */
  static void copy(INDArray x, INDArray y) {
    if (isFloat(y)) {
      cblas_scopy((int) y.length(), floats(x), 1, floats(y), 1);
    } else {
      cblas_dcopy((int) y.length(), doubles(x), 1, doubles(y), 1);
    }
  }

  /** x ← αx. */
  static void scale(double alpha, INDArray x) {
    if (isFloat(x)) {
      cblas_sscal((int) x.length(), (float) alpha, floats(x), 1);
    } else {
      cblas_dscal((int) x.length(), alpha, doubles(x), 1);
    }
  }

  /** Σ x ⊙ y over all elements. */
  static double dot(INDArray x, INDArray y) {
    return isFloat(x)
        ? cblas_sdot((int) x.length(), floats(x), 1, floats(y), 1)
        : cblas_ddot((int) x.length(), doubles(x), 1, doubles(y), 1);
  }

  /** @return the place of the number furthest from 0, in the order of the buffer */
  static int indexOfLargestMagnitude(INDArray x) {
    return (int)
        (isFloat(x)
            ? cblas_isamax((int) x.length(), floats(x), 1)
            : cblas_idamax((int) x.length(), doubles(x), 1));
  }

  private static boolean isFloat(INDArray array) {
    return array.dataType() == DataType.FLOAT;
  }

  private static FloatPointer floats(INDArray array) {
    return (FloatPointer) array.data().addressPointer();
  }

  private static DoublePointer doubles(INDArray array) {
    return (DoublePointer) array.data().addressPointer();
  }
}
