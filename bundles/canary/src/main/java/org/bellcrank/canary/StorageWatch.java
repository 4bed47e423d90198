package org.bellcrank.canary;

import java.time.Instant;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.journal.Room;

/**
 * The lamp of the storage: red from 70 % on, urgent from 90 % on, most urgent when it is full and
 * nothing new is taken. It takes three parts of a hundred less to go back.
 */
final class StorageWatch {

  static final String STORAGE = "storage";

  private static final double[] FROM = {0.7, 0.9};
  private static final double BACK = 0.03;

  private final LampBoard board;
  private int level;

  StorageWatch(LampBoard board) {
    this.board = board;
  }

  void look(Room room, Instant now) {
    level = level(room);
    if (level == 0) {
      board.good(Kind.STORAGE, STORAGE, now, room.words());
    } else if (level == 3) {
      board.urgent(Kind.STORAGE, STORAGE, now, "full", room.refusal(), level);
    } else {
      board.urgent(
          Kind.STORAGE,
          STORAGE,
          now,
          "filling",
          room.words()
              + (level == 1
                  ? "; at 90 % evidence of findings without an order goes before its time"
                  : "; at 100 % nothing new is taken, delivering goes on"),
          level);
    }
  }

  private int level(Room room) {
    if (room.full()) {
      return 3;
    }
    int now = 0;
    for (int i = 0; i < FROM.length; i++) {
      if (room.share() >= FROM[i] - (level > i ? BACK : 0)) {
        now = i + 1;
      }
    }
    return now;
  }
}
