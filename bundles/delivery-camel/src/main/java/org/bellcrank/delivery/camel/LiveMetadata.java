package org.bellcrank.delivery.camel;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.SqlCaller;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Json;
import org.bellcrank.delivery.connector.MetadataPlace;
import org.bellcrank.delivery.metadata.MetadataReader;
import org.bellcrank.keys.KeyCabinet;

/**
 * Fetches metadata from an instance as deliveries are sent: with the connector's own route, its
 * session and the instance's credential, and to the instance's own host alone.
 */
final class LiveMetadata {

  private final Path keys;
  private final Supplier<Optional<SqlCaller>> databases;
  private final Supplier<KeyCabinet> cabinet;

  /**
   * @param keys folder with the files of credentials
   * @param databases what reaches them; empty while nothing does
   * @param cabinet gives null while nothing offers keystores
   */
  LiveMetadata(Path keys, Supplier<Optional<SqlCaller>> databases, Supplier<KeyCabinet> cabinet) {
    this.keys = keys;
    this.databases = databases;
    this.cabinet = cabinet;
  }

  /**
   * Asks once.
   *
   * @throws UnavailableException when nothing came that could be metadata
   */
  byte[] fetch(Connector connector, MetadataPlace place, ConnectorInstance instance)
      throws UnavailableException {
    MetadataPlace.Call call =
        place
            .call()
            .orElseThrow(
                () ->
                    new UnavailableException(
                        "%s: given no route under metadata; allowed: a route, or --against FILE"
                            .formatted(place.where())));
    try (RouteHouse house = new RouteHouse(databases, MetadataReader.MOST)) {
      house.replace(connector.id(), connector.routes());
      CamelStepCaller caller =
          new CamelStepCaller(
              house.context(),
              new Credentials(keys, System::getenv),
              new CamelKeys(house.context(), cabinet),
              kind -> Optional.of(connector).filter(known -> known.id().equals(kind)),
              Clock.systemUTC());
      StepRequest request =
          call.request(
              instance,
              connector.limits(),
              LoginNames.instance(instance),
              MetadataReader.statements(place));
      try {
        return read(request, caller.call(request));
      } finally {
        caller.close();
      }
    } catch (IllegalStateException noName) {
      throw new UnavailableException(noName.getMessage());
    }
  }

  private static byte[] read(StepRequest request, StepAnswer answer) throws UnavailableException {
    String asked = request.address().toString().replaceFirst("\\?.*", "");
    if (answer instanceof StepAnswer.Answered answered) {
      if (answered.status() == 200) {
        return answered.body();
      }
      throw new UnavailableException(
          "%s answered %d%s".formatted(asked, answered.status(), said(answered)));
    }
    throw new UnavailableException(asked + ": " + words(answer));
  }

  private static String words(StepAnswer answer) {
    if (answer instanceof StepAnswer.NotSent notSent) {
      return notSent.words();
    }
    if (answer instanceof StepAnswer.NoCredential missing) {
      return missing.words();
    }
    return answer instanceof StepAnswer.Unknown unknown
        ? unknown.words()
        : ((StepAnswer.SessionOver) answer).words();
  }

  /** A credential goes to no other host, and what another address says is nobody's word here. */
  private static String said(StepAnswer.Answered answered) {
    if (answered.status() >= 300 && answered.status() < 400) {
      return " and points to %s, which is not followed with a credential"
          .formatted(host(answered.headers().getOrDefault("location", "")));
    }
    String body = new String(answered.body(), StandardCharsets.UTF_8);
    return Json.lenient(body).text("/message").map(words -> ": " + words).orElse("");
  }

  private static String host(String location) {
    try {
      String host = URI.create(location).getHost();
      return host == null ? "another address" : host;
    } catch (IllegalArgumentException noAddress) {
      return "no address";
    }
  }

  /** There is no metadata to be had; says why. */
  static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
      super(message);
    }
  }
}
