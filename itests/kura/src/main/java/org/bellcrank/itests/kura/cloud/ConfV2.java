package org.bellcrank.itests.kura.cloud;

import java.io.IOException;
import org.bellcrank.itests.kura.protocol.Payload;
import org.bellcrank.itests.kura.rest.ConfigurationRest;

/** {@code CONF-V2}: the same JSON as REST's configuration, by the same paths. */
public final class ConfV2 implements Application {

  public static final String ID = "CONF-V2";

  private final ConfigurationRest configuration;

  public ConfV2(ConfigurationRest configuration) {
    this.configuration = configuration;
  }

  @Override
  public Payload answer(Request request) throws Refused {
    try {
      return switch (request.path()) {
        case "GET/snapshots" -> Application.body(configuration.snapshots().toString());
        case "GET/configurableComponents/configurations" ->
            Application.body(configuration.configurations().toString());
        case "POST/configurableComponents/configurations/byPid" ->
            Application.body(configuration.byPid(Inventory.json(request)).toString());
        case "PUT/configurableComponents/configurations/_update" -> {
          configuration.update(Inventory.json(request));
          yield Payload.of(java.util.Map.of());
        }
        default -> throw new Refused(404, "no resource " + request.path());
      };
    } catch (IllegalArgumentException e) {
      throw new Refused(400, e.getMessage());
    } catch (IOException e) {
      throw new Refused(500, e.getMessage());
    }
  }
}
