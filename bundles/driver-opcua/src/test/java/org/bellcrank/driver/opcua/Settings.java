package org.bellcrank.driver.opcua;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A component's settings as the framework would hand them over. */
final class Settings {

  private Settings() {}

  static Config of(Map<String, Object> given) {
    return Config.class.cast(
        Proxy.newProxyInstance(
            Config.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> {
              String key = method.getName().replace('_', '.');
              return given.getOrDefault(key, method.getDefaultValue());
            }));
  }
}
