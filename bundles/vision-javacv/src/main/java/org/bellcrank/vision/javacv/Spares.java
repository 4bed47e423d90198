package org.bellcrank.vision.javacv;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/**
 * Native tools, each made for images of one shape, used again rather than made anew. Safe for use
 * by any number of threads.
 *
 * @param <S> what a tool is made for
 * @param <T> the tool
 */
final class Spares<S, T extends Spares.Tool<S>> implements AutoCloseable {

  private final Function<S, T> maker;
  private final int most;
  private final ConcurrentLinkedDeque<T> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /**
   * No tool yet.
   *
   * @param most how many are kept while nobody uses them
   */
  Spares(Function<S, T> maker, int most) {
    this.maker = maker;
    this.most = most;
  }

  /** Works with a tool of a shape that nobody else uses meanwhile. */
  <R> R with(S shape, Function<T, R> work) {
    T tool = taken(shape);
    boolean sound = false;
    try {
      R made = work.apply(tool);
      sound = true;
      return made;
    } finally {
      giveBack(tool, sound);
    }
  }

  private T taken(S shape) {
    for (T tool : idle) {
      if (tool.shape().equals(shape) && idle.remove(tool)) {
        return tool;
      }
    }
    Natives.quiet();
    return maker.apply(shape);
  }

  private void giveBack(T tool, boolean sound) {
    if (!sound) {
      tool.close();
      return;
    }
    idle.push(tool);
    while (idle.size() > (closed ? 0 : most)) {
      T oldest = idle.pollLast();
      if (oldest != null) {
        oldest.close();
      }
    }
  }

  /** Gives the native memory back; tools in use do so when their work is done. */
  @Override
  public void close() {
    closed = true;
    for (T tool = idle.poll(); tool != null; tool = idle.poll()) {
      tool.close();
    }
  }

  /** Works on images of one shape; for one thread at a time. */
  interface Tool<S> extends AutoCloseable {

    S shape();

    @Override
    void close();
  }
}
