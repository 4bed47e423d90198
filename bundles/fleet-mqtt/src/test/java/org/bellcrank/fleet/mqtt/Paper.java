package org.bellcrank.fleet.mqtt;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.verb.Terminal;

/** A terminal that keeps what was written. */
final class Paper implements Terminal {

  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<String> progress = new CopyOnWriteArrayList<>();
  final List<String> errors = new CopyOnWriteArrayList<>();

  @Override
  public void line(String text) {
    lines.add(text);
  }

  @Override
  public void progress(String text) {
    progress.add(text);
  }

  @Override
  public void error(String text) {
    errors.add(text);
  }

  String all() {
    return String.join("\n", lines) + "\n" + String.join("\n", errors);
  }
}
