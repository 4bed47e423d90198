package org.bellcrank.source.mqtt.testing;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings of a component as a test wants them. */
public final class Settings {

  private Settings() {}

  /** By name; what is not given is as it is by default. */
  public static <A extends Annotation> A of(Class<A> type, Map<String, Object> given) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                given.getOrDefault(method.getName(), method.getDefaultValue())));
  }
}
