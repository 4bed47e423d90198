package org.bellcrank.itests.kura.deployment;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kura's {@code DeploymentAgentService} over {@link Packages}, where the platform has the type:
 * Kura 6 has it only with an add-on.
 */
public final class AgentService implements InvocationHandler {

  private static final Logger LOG = LoggerFactory.getLogger(AgentService.class);
  private static final String TYPE = "org.eclipse.kura.deployment.agent.DeploymentAgentService";

  private final Packages packages;
  private final Path temporary;

  private AgentService(Packages packages, Path temporary) {
    this.packages = packages;
    this.temporary = temporary;
  }

  public static void offer(BundleContext context, Packages packages, Path temporary) {
    try {
      Class<?> type = Class.forName(TYPE, false, AgentService.class.getClassLoader());
      Object service =
          Proxy.newProxyInstance(
              type.getClassLoader(), new Class<?>[] {type}, new AgentService(packages, temporary));
      context.registerService(TYPE, service, null);
    } catch (ClassNotFoundException e) {
      LOG.info("this platform has no {}", TYPE);
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws IOException {
    return switch (method.getName()) {
      case "installDeploymentPackageAsync" -> install(arguments[0].toString());
      case "uninstallDeploymentPackageAsync" -> uninstall(arguments[0].toString());
      case "isInstallingDeploymentPackage", "isUninstallingDeploymentPackage" -> false;
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> TYPE;
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  /** From a copy: the agent moves what it is given. */
  private Object install(String address) throws IOException {
    Path copy = Files.createTempFile(temporary, "asked", ".dp");
    if (address.startsWith("file:")) {
      Path file = Path.of(address.substring("file:".length()));
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Downloads.fetch(address, copy, bytes -> {});
    }
    packages.install(copy);
    return null;
  }

  private Object uninstall(String name) {
    packages.uninstall(name);
    return null;
  }
}
