package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The addresses of records: an encoded primary key, never the number that people see. */
final class MaximoLinks {

  private final Settings settings;

  MaximoLinks(Settings settings) {
    this.settings = settings;
  }

  static String key(String primaryKey) {
    return "_"
        + Base64.getUrlEncoder()
            .encodeToString(primaryKey.getBytes(StandardCharsets.UTF_8))
            .replace('=', '-');
  }

  /** The number in the key; empty where the key is none of ours. */
  static Optional<String> number(String key) {
    try {
      String text =
          new String(
              Base64.getUrlDecoder().decode(key.substring(1).replaceAll("-+$", "")),
              StandardCharsets.UTF_8);
      int slash = text.indexOf('/');
      return key.startsWith("_") && slash > 0
          ? Optional.of(text.substring(slash + 1))
          : Optional.empty();
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException foreign) {
      return Optional.empty();
    }
  }

  /**
   * Where hrefs point: to the address that the request names in x-public-uri, otherwise to a host
   * that only the vendor's own network knows.
   */
  String root(Request request) {
    return request
        .header("x-public-uri")
        .map(uri -> uri.replaceAll("/+$", ""))
        .orElse(settings.text("internal.root"));
  }

  String order(Request request, BookedOrder order) {
    MaximoStructure structure = MaximoStructure.of(order);
    return root(request)
        + "/os/"
        + structure.path()
        + "/"
        + key(structure.key(order.fields(), order.number()));
  }
}
