package org.bellcrank.delivery.camel;

import java.time.Duration;
import java.util.Map;

/**
 * One call of a step to a folder and what lies below it.
 *
 * @param root folder that the instance names; nothing outside of it is read or written
 * @param method {@code PUT} or {@code POST} writes the body as a file, {@code GET} looks
 * @param path of the file below the root; for looking {@code /}
 * @param query what is looked for, by name; empty for none
 * @param body bytes of the file
 * @param answerTimeout longest wait for all of it
 */
record FileRequest(
    String root,
    String method,
    String path,
    Map<String, String> query,
    byte[] body,
    Duration answerTimeout) {

  boolean writes() {
    return method.equals("PUT") || method.equals("POST");
  }

  /** Without the content. */
  @Override
  public String toString() {
    return "%s %s below %s".formatted(method, path, root);
  }
}
