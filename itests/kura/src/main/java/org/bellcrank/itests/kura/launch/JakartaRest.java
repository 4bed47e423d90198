package org.bellcrank.itests.kura.launch;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Resources of add-ons as a Kura 6 serves them: services with {@code osgi.jakartars.resource=true},
 * in Jersey 3. In place of the whiteboard stands this class, on the launcher's class path, from
 * which the framework exports the API's packages.
 */
final class JakartaRest {

  private static final String RESOURCES = "(osgi.jakartars.resource=true)";
  private static final String ROLES =
      "org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature";

  private final BundleContext context;
  private final int port;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "jakarta rest");
            thread.setDaemon(true);
            return thread;
          });
  private Set<Object> served = Set.of();
  private SeBootstrap.Instance running;

  private JakartaRest(BundleContext context, int port) {
    this.context = context;
    this.port = port;
  }

  static void start(BundleContext context, int port) {
    JakartaRest rest = new JakartaRest(context, port);
    try {
      context.addServiceListener(event -> rest.worker.execute(rest::serve), RESOURCES);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("the filter is ours", e);
    }
    rest.worker.execute(rest::serve);
  }

  /** Serves what is there now; a server that serves something else ends first. */
  private void serve() {
    try {
      Set<Object> there = new HashSet<>();
      for (ServiceReference<?> each : references()) {
        Object resource = context.getService(each);
        if (resource != null) {
          there.add(resource);
        }
      }
      if (there.equals(served)) {
        return;
      }
      if (running != null) {
        running.stop().toCompletableFuture().join();
        running = null;
      }
      served = there;
      if (!there.isEmpty()) {
        running = SeBootstrap.start(new Resources(there), here()).toCompletableFuture().join();
      }
    } catch (InvalidSyntaxException | RuntimeException e) { // the outermost of this thread
      e.printStackTrace();
    }
  }

  private Collection<ServiceReference<?>> references() throws InvalidSyntaxException {
    ServiceReference<?>[] all = context.getAllServiceReferences(null, RESOURCES);
    return all == null ? Set.of() : Set.of(all);
  }

  private SeBootstrap.Configuration here() {
    return SeBootstrap.Configuration.builder()
        .protocol("HTTP")
        .host("127.0.0.1")
        .port(port)
        .rootPath("/services")
        .build();
  }

  private final class Resources extends Application {

    private final Set<Object> all = new HashSet<>();

    Resources(Set<Object> resources) {
      all.addAll(resources);
      all.add(new WhoAsks());
    }

    @Override
    @Deprecated
    public Set<Object> getSingletons() {
      return all;
    }

    @Override
    public Set<Class<?>> getClasses() {
      try {
        return Set.of(Class.forName(ROLES));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("Jersey is not on the class path", e);
      }
    }
  }

  /** Kura's rule: no known name 401; what a name may do is asked later. */
  @Priority(Priorities.AUTHENTICATION)
  private final class WhoAsks implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
      Function<UnaryOperator<String>, String> names = identities(Function.class);
      UnaryOperator<String> headers = request::getHeaderString;
      String name = names.apply(headers);
      if (name == null) {
        request.abortWith(Response.status(Response.Status.UNAUTHORIZED).build());
      } else {
        request.setSecurityContext(new Asker(name));
      }
    }
  }

  @SuppressWarnings("unchecked") // Told apart by the property, registered by nobody but the double.
  private <T> T identities(Class<?> type) {
    try {
      ServiceReference<?>[] found =
          context.getAllServiceReferences(type.getName(), "(double.identities=true)");
      return (T) context.getService(found[0]);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("the filter is ours", e);
    }
  }

  private final class Asker implements SecurityContext {

    private final String name;

    Asker(String name) {
      this.name = name;
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> name;
    }

    @Override
    public boolean isUserInRole(String role) {
      BiPredicate<String, String> may = identities(BiPredicate.class);
      return may.test(name, "rest." + role);
    }

    @Override
    public boolean isSecure() {
      return true;
    }

    @Override
    public String getAuthenticationScheme() {
      return BASIC_AUTH;
    }
  }
}
