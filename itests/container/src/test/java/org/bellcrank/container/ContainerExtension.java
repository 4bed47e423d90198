package org.bellcrank.container;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Moves the methods of a test class into the framework; see {@link InContainer}. */
final class ContainerExtension
    implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {

  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(ContainerExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Class<?> test = context.getRequiredTestClass();
    InContainer wanted = test.getAnnotation(InContainer.class);
    Thread thread = Thread.currentThread();
    context.getStore(SPACE).put(ClassLoader.class, thread.getContextClassLoader());
    // Threads of the bundles inherit it; libraries look there first, and must not find the class
    // path of the tests.
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    GatewayFramework framework = GatewayFramework.start(Target.current());
    context.getStore(SPACE).put(GatewayFramework.class, framework);
    for (String name : wanted.features()) {
      framework.installBundles(Places.feature(name));
    }
    framework.installBundles(List.of(wanted.bundles()));
    for (String name : wanted.packages()) {
      framework.installPackage(Places.deploymentPackage(name));
    }
    framework.enter(test, wanted.imports());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Thread.currentThread()
        .setContextClassLoader(context.getStore(SPACE).get(ClassLoader.class, ClassLoader.class));
    GatewayFramework framework =
        context.getStore(SPACE).remove(GatewayFramework.class, GatewayFramework.class);
    if (framework != null) {
      framework.close();
    }
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inside(invocation, method, context);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inside(invocation, method, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inside(invocation, method, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inside(invocation, method, context);
  }

  private static void inside(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    invocation.skip();
    Object outer = context.getRequiredTestInstance();
    Object inner =
        context
            .getStore(SPACE)
            .getOrComputeIfAbsent(outer, key -> instance(framework(context), key), Object.class);
    Method twin =
        inner
            .getClass()
            .getDeclaredMethod(
                method.getExecutable().getName(), method.getExecutable().getParameterTypes());
    twin.setAccessible(true);
    try {
      twin.invoke(inner, method.getArguments().toArray());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static GatewayFramework framework(ExtensionContext context) {
    return context.getStore(SPACE).get(GatewayFramework.class, GatewayFramework.class);
  }

  /** An instance of the same class as the bundle knows it, with what the outer one was given. */
  private static Object instance(GatewayFramework framework, Object outer) {
    try {
      Class<?> type = framework.inside(outer.getClass().getName());
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      Object inner = constructor.newInstance();
      for (Field field : outer.getClass().getDeclaredFields()) {
        boolean shared = field.getType().getClassLoader() == null;
        if (shared && !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          Field twin = type.getDeclaredField(field.getName());
          field.setAccessible(true);
          twin.setAccessible(true);
          if (!Modifier.isFinal(field.getModifiers())) {
            twin.set(inner, field.get(outer));
          }
        }
      }
      return inner;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no instance of " + outer.getClass() + " inside", e);
    }
  }
}
