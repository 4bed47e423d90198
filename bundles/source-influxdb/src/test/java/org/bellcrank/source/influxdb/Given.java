package org.bellcrank.source.influxdb;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings and contexts as a component runtime would hand them over. */
final class Given {

  private Given() {}

  /** Settings with their defaults, but for those given by method name. */
  static <C> C settings(Class<C> type, Map<String, Object> given) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                given.getOrDefault(method.getName(), method.getDefaultValue())));
  }

  /** A service of which nothing is asked that matters. */
  static <S> S nothing(Class<S> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
  }
}
