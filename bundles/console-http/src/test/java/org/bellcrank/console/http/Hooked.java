package org.bellcrank.console.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.closure.WebHooks;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;

/** One instance of custom-rest whose calls are heard. */
final class Hooked {

  private Hooked() {}

  static WebHooks plant(String secret, List<String> hints) throws Exception {
    ConnectorInstance plant =
        new ConnectorInstance(
                "plant",
                "custom-rest",
                "A CMMS",
                "plant",
                URI.create("http://127.0.0.1"),
                Optional.empty(),
                Map.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty())
            .hearing(Optional.of("secret:hook"));
    Connector connector =
        ConnectorFolder.read(
            Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest"));
    return new WebHooks(
        () -> List.of(plant),
        new Connectors() {
          @Override
          public Optional<Connector> find(String kind) {
            return kind.equals("custom-rest") ? Optional.of(connector) : Optional.empty();
          }

          @Override
          public List<Loaded> all() {
            return List.of();
          }
        },
        reference -> reference.equals("secret:hook") ? secret : "",
        new Desk(hints),
        Clock.systemUTC());
  }

  static String signature(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  private record Desk(List<String> hints) implements ClosureDesk {
    @Override
    public Optional<ForeignState> of(String order) {
      return Optional.empty();
    }

    @Override
    public boolean hint(String instance, String foreignId) {
      return hints.add(instance + " " + foreignId);
    }

    @Override
    public boolean hint(String instance) {
      return hints.add(instance);
    }

    @Override
    public List<Health> health() {
      return List.of();
    }
  }
}
