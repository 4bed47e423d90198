package org.bellcrank.driver.mqtt;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A component's settings as the framework would hand them over. */
final class Settings {

  private Settings() {}

  static Config of(Map<String, Object> given) {
    Class<Config> type = Config.class;
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String key = method.getName().replace('_', '.');
              return given.getOrDefault(key, method.getDefaultValue());
            }));
  }
}
