package org.bellcrank.source.mqtt.link;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Sends what is published in the order given, and no more at a time than the broker takes; the rest
 * waits here, in memory. Safe for any thread; nothing is sent under a lock.
 */
final class Window {

  /** No more than this, whatever a broker allows. */
  static final int MOST = 64;

  private final Queue<Waiting> queue = new ArrayDeque<>();
  private final Set<CompletableFuture<Void>> underWay = new HashSet<>();
  private int free;
  private boolean sending;
  private boolean ended;

  private record Waiting(Supplier<CompletableFuture<Void>> send, CompletableFuture<Void> taken) {}

  /** The broker takes so many; until then everything waits. */
  void open(int many) {
    synchronized (this) {
      free = Math.max(1, Math.min(many, MOST));
    }
    pump();
  }

  /** Completes as what {@code send} gives, which is called when it is its turn. */
  CompletableFuture<Void> publish(Supplier<CompletableFuture<Void>> send) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    synchronized (this) {
      if (ended) {
        return CompletableFuture.failedFuture(new LinkException("the connection ended"));
      }
      queue.add(new Waiting(send, taken));
    }
    pump();
    return taken;
  }

  private void pump() {
    Waiting next = next();
    while (next != null) {
      CompletableFuture<Void> answer = next.send().get();
      CompletableFuture<Void> taken = next.taken();
      sent();
      if (answer.isDone()) {
        settle(answer, taken);
      } else {
        answer.whenComplete(
            (done, failure) -> {
              settle(answer, taken);
              pump();
            });
      }
      next = next();
    }
  }

  /** One thread sends at a time, so that the order stays; others leave theirs to it. */
  private synchronized Waiting next() {
    if (sending || free == 0 || queue.isEmpty()) {
      return null;
    }
    sending = true;
    free--;
    Waiting next = queue.poll();
    underWay.add(next.taken());
    return next;
  }

  private synchronized void sent() {
    sending = false;
  }

  private void settle(CompletableFuture<Void> answer, CompletableFuture<Void> taken) {
    synchronized (this) {
      free++;
      underWay.remove(taken);
    }
    answer.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            taken.complete(null);
          } else {
            taken.completeExceptionally(failure);
          }
        });
  }

  /** The connection ended: what waits and what was sent without an answer fails, and what comes. */
  void end() {
    Set<CompletableFuture<Void>> left;
    synchronized (this) {
      ended = true;
      left = new HashSet<>(underWay);
      queue.forEach(each -> left.add(each.taken()));
      queue.clear();
    }
    left.forEach(each -> each.completeExceptionally(new LinkException("the connection ended")));
  }
}
