package org.bellcrank.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** The gateway profile's values, given one by one where no snapshot can be laid down. */
final class Profile {

  private Profile() {}

  static void apply(Administrator admin, int intake) throws IOException {
    String data = System.getProperty("kura.data", "/tmp/bellcrank-suite");
    set(admin, GatewayStory.STORE, "data.directory", data);
    String routes = System.getProperty("kura.routes", "/tmp/bellcrank-suite/camel-routes");
    set(admin, GatewayStory.CAMEL_DELIVERY, "routes.directory", routes);
    int status = admin.update(GatewayStory.INTAKE, new Properties().whole("port", intake));
    assertThat(status).isEqualTo(200);
  }

  private static void set(Administrator admin, String pid, String name, String value)
      throws IOException {
    assertThat(admin.update(pid, new Properties().text(name, value))).isEqualTo(200);
  }
}
