package org.bellcrank.itests.kura;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Where the double stands.
 *
 * @param addOnPort of the Jetty for resources of add-ons; 0 where the platform has none
 * @param jakartaPort of the launcher's server for resources of add-ons; 0 where there is none
 * @param broker null where there is no cloud
 */
record Settings(
    Path home,
    int restPort,
    int addOnPort,
    int jakartaPort,
    String broker,
    String account,
    String client,
    String user,
    String password) {

  static Settings of(Properties properties) {
    return new Settings(
        Path.of(given(properties, "double.home")),
        Integer.parseInt(given(properties, "double.rest")),
        Integer.getInteger("org.osgi.service.http.port", 0),
        Integer.getInteger("double.jakarta", 0),
        properties.getProperty("double.broker"),
        properties.getProperty("double.account", "account"),
        properties.getProperty("double.client", "client"),
        properties.getProperty("double.user", "admin"),
        properties.getProperty("double.password", "admin"));
  }

  private static String given(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("system property " + name + " is missing");
    }
    return value;
  }
}
