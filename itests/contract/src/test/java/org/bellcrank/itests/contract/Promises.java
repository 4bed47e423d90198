package org.bellcrank.itests.contract;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * The promises of a contract as tests of their own, for folders that have no class. Each is kept
 * with a gateway and a double of its own, as JUnit does with the classes.
 */
final class Promises {

  private final String who;
  private final Supplier<DeliveryContract> contract;

  private Promises(String who, Supplier<DeliveryContract> contract) {
    this.who = who;
    this.contract = contract;
  }

  /**
   * A test for each promise, and for each kind of fault that one is about.
   *
   * @param who keeps them
   */
  static Stream<DynamicTest> of(String who, Class<?> type, Supplier<DeliveryContract> contract) {
    Promises promises = new Promises(who, contract);
    return methods(type).values().stream().flatMap(promises::tests);
  }

  /** By name: what a class says anew stands for what the one above it says. */
  private static Map<String, Method> methods(Class<?> type) {
    Map<String, Method> methods = new TreeMap<>();
    for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)
            || method.isAnnotationPresent(ParameterizedTest.class)) {
          methods.putIfAbsent(method.getName(), method);
        } else if (AnnotationSupport.isAnnotated(method, Testable.class)) {
          throw new IllegalStateException(
              method + ": only @Test and @ParameterizedTest are understood here");
        }
      }
    }
    return methods;
  }

  private Stream<DynamicTest> tests(Method method) {
    method.setAccessible(true);
    if (method.isAnnotationPresent(Test.class)) {
      return Stream.of(test(method.getName(), method));
    }
    EnumSource source = method.getAnnotation(EnumSource.class);
    if (source == null || source.mode() != EnumSource.Mode.INCLUDE) {
      throw new IllegalStateException(method + ": only @EnumSource with names is understood here");
    }
    return Stream.of(method.getParameterTypes()[0].getEnumConstants())
        .filter(each -> List.of(source.names()).contains(((Enum<?>) each).name()))
        .map(each -> test(method.getName() + " " + each, method, each));
  }

  private DynamicTest test(String name, Method method, Object... arguments) {
    return DynamicTest.dynamicTest(name, () -> named(name, method, arguments));
  }

  /** Reports know dynamic tests by their places alone: the name stands in the message. */
  private void named(String name, Method method, Object... arguments) throws Throwable {
    try {
      keep(method, arguments);
    } catch (TestAbortedException skipped) {
      System.out.println("not tried: " + who + ": " + name + ": " + skipped.getMessage());
      throw skipped;
    } catch (Exception | AssertionError broken) {
      throw new AssertionError(who + ": " + name + ": " + broken.getMessage(), broken);
    }
  }

  private void keep(Method method, Object... arguments) throws Throwable {
    DeliveryContract kept = contract.get();
    kept.folder = Files.createTempDirectory("promise");
    try {
      kept.start();
      method.invoke(kept, arguments);
    } catch (InvocationTargetException broken) {
      throw broken.getCause();
    } finally {
      kept.stop();
      delete(kept.folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
