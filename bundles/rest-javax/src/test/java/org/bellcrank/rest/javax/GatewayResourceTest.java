package org.bellcrank.rest.javax;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.Priority;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.bellcrank.console.Answer;
import org.bellcrank.console.Console;
import org.bellcrank.console.Request;
import org.bellcrank.console.Route;
import org.bellcrank.journal.Facts;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.useradmin.Role;
import org.osgi.service.useradmin.UserAdmin;

/**
 * The resource in a real Jersey over HTTP, behind a filter that decides as the gateway's does: no
 * identity is 401, an identity without the permission 403.
 */
class GatewayResourceTest {

  private static final Map<String, Set<String>> PERMISSIONS =
      Map.of(
          "reader", Set.of("kura.permission.rest.bellcrank.read"),
          "admin", Set.of("kura.permission.kura.admin"),
          "other", Set.of("kura.permission.rest.assets"));

  private final Set<String> groups = ConcurrentHashMap.newKeySet();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  /** Basic credentials; the role's name gets the prefix that Kura gives it. */
  @Priority(Priorities.AUTHENTICATION)
  static final class Guard implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
      String header = request.getHeaderString("Authorization");
      if (header == null) {
        request.abortWith(Response.status(Response.Status.UNAUTHORIZED).build());
        return;
      }
      byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()));
      String name = new String(decoded, StandardCharsets.UTF_8).replaceFirst(":.*", "");
      request.setSecurityContext(new Known(name));
    }
  }

  private record Known(String name) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
      return () -> name;
    }

    @Override
    public boolean isUserInRole(String role) {
      Set<String> permissions = PERMISSIONS.getOrDefault(name, Set.of());
      return permissions.contains("kura.permission.kura.admin")
          || permissions.contains("kura.permission.rest." + role);
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getAuthenticationScheme() {
      return BASIC_AUTH;
    }
  }

  private record Fixed(String path, Facts facts) implements Route {

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public Answer answer(Request request) {
      return new Answer.Json(facts);
    }
  }

  @BeforeEach
  void serve() {
    Console console =
        Console.of(
            java.util.List.of(
                new Fixed("/api/health", Facts.with("state", "ok").build()),
                new Fixed("/api/documents", Facts.with("active", "v1").build())));
    GatewayResource resource = new GatewayResource(console);
    resource.addUsers(users());
    ResourceConfig application =
        new ResourceConfig()
            .register(resource)
            .register(RolesAllowedDynamicFeature.class)
            .register(Guard.class);
    server =
        JdkHttpServerFactory.createHttpServer(
            URI.create("http://127.0.0.1:0/services"), application);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Remembers what was created; the resource asks for nothing else. */
  private UserAdmin users() {
    return (UserAdmin)
        java.lang.reflect.Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {UserAdmin.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("createRole");
              assertThat(arguments[1]).isEqualTo(Role.GROUP);
              groups.add((String) arguments[0]);
              return null;
            });
  }

  private HttpResponse<String> get(String path, Optional<String> identity) throws Exception {
    URI address =
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/services/" + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    identity.ifPresent(
        name ->
            request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString((name + ":x").getBytes())));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void withoutAnIdentityItIs401() throws Exception {
    for (String route : new String[] {"status", "health", "documents"}) {
      assertThat(get("bellcrank/v1/" + route, Optional.empty()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void withoutThePermissionItIs403() throws Exception {
    for (String route : new String[] {"status", "health", "documents"}) {
      assertThat(get("bellcrank/v1/" + route, Optional.of("other")).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void withThePermissionTheConsolesFactsAreAnswered() throws Exception {
    HttpResponse<String> health = get("bellcrank/v1/health", Optional.of("reader"));

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(Facts.parse(health.body()).text("state")).contains("ok");
    assertThat(
            Facts.parse(get("bellcrank/v1/documents", Optional.of("admin")).body()).text("active"))
        .contains("v1");
  }

  @Test
  void whatTheConsoleLacksIs404() throws Exception {
    assertThat(get("bellcrank/v1/status", Optional.of("reader")).statusCode()).isEqualTo(404);
  }

  @Test
  void theGroupOfThePermissionIsMadeAtTheStart() {
    assertThat(groups).containsExactly("kura.permission.rest.bellcrank.read");
  }

  /** What is only read needs no line in the audit log; Kura writes one for the request itself. */
  @Test
  void nothingHereChangesAnything() {
    assertThat(GatewayResource.class.getDeclaredMethods())
        .filteredOn(method -> method.isAnnotationPresent(Path.class))
        .hasSizeGreaterThan(2)
        .allMatch(method -> method.isAnnotationPresent(GET.class));
  }
}
