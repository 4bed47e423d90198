package org.bellcrank.delivery.camel;

import java.util.HashMap;
import java.util.Map;

/**
 * Which calls keep their thread although nobody waits for them any more, counted by folder: a share
 * that hangs takes few threads, and none from other shares. Safe for any thread.
 */
final class HungCalls {

  /** So many calls to one folder hang at most before no further one is made. */
  static final int MOST = 3;

  private final Map<String, Integer> byRoot = new HashMap<>();

  private enum Stage {
    WAITS,
    WORKS,
    HANGS,
    OVER
  }

  /** One call, from its thread's and from its caller's side. */
  final class Call {

    private final String root;
    private Stage stage = Stage.WAITS;

    private Call(String root) {
      this.root = root;
    }

    /** False when its caller has gone before it began: it is not to be made. */
    boolean begin() {
      synchronized (byRoot) {
        if (stage != Stage.WAITS) {
          return false;
        }
        stage = Stage.WORKS;
        return true;
      }
    }

    /** Its caller waits no longer. */
    void leave() {
      synchronized (byRoot) {
        if (stage == Stage.WORKS) {
          byRoot.merge(root, 1, Integer::sum);
          stage = Stage.HANGS;
        } else if (stage == Stage.WAITS) {
          stage = Stage.OVER;
        }
      }
    }

    /** Its thread has come back. */
    void end() {
      synchronized (byRoot) {
        if (stage == Stage.HANGS) {
          byRoot.computeIfPresent(root, (folder, hang) -> hang > 1 ? hang - 1 : null);
        }
        stage = Stage.OVER;
      }
    }
  }

  Call call(String root) {
    return new Call(root);
  }

  /** Whether no further call to this folder is to be made for now. */
  boolean tooMany(String root) {
    synchronized (byRoot) {
      return byRoot.getOrDefault(root, 0) >= MOST;
    }
  }
}
