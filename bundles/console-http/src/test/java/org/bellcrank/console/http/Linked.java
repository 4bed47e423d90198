package org.bellcrank.console.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.PictureLinks;

/** One instance whose CMMS is given links to pictures. */
final class Linked {

  static final ConnectorInstance PLANT =
      new ConnectorInstance(
              "plant",
              "infor-eam",
              "A CMMS",
              "plant",
              URI.create("http://127.0.0.1"),
              Optional.empty(),
              Map.of(),
              OptionalInt.empty(),
              OptionalInt.empty(),
              Optional.empty())
          .linking(
              Optional.of(
                  new ConnectorInstance.Links(
                      URI.create("https://gateway.example"),
                      Optional.of("secret:links"),
                      Duration.ofDays(30))));

  private Linked() {}

  static PictureLinks links() {
    return new PictureLinks(
        () -> List.of(PLANT), reference -> "a key of the plant", Clock.systemUTC());
  }
}
