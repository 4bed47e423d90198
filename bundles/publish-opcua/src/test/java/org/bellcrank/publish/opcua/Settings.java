package org.bellcrank.publish.opcua;

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
            (proxy, method, arguments) ->
                given.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue())));
  }
}
