package org.bellcrank.itests.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.document.Documents;
import org.bellcrank.document.MapNode;

/** What a folder's conversations send, for the schema that the folder describes it by. */
final class SentMessages {

  private SentMessages() {}

  /**
   * Texts as they go out, with something in the places that are filled.
   *
   * @param part what such a message contains
   */
  static List<String> of(Path folder, String part) throws Exception {
    List<String> sent = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("conversations"))) {
      for (Path file : files.toList()) {
        for (MapNode exchange : Documents.read(file).asMap().maps("exchanges")) {
          exchange
              .map("expect")
              .optionalText("text")
              .filter(text -> text.contains(part))
              .ifPresent(sent::add);
        }
      }
    }
    return sent.stream()
        .map(text -> text.replaceAll("\\{(reference|picture)Digits}", "12345678901234"))
        .map(text -> text.replace("{reference}", "ABCDEFGHIJKLMNOPQRST"))
        .map(text -> text.replace("{picture}", "0123abcd"))
        .toList();
  }
}
