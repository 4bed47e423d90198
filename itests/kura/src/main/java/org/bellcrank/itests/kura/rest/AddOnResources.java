package org.bellcrank.itests.kura.rest;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.List;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.ext.Provider;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.osgi.framework.BundleContext;

/**
 * Resources of add-ons, served by what serves them on Kura 5: Jersey 2.22.2 and the publisher 5.3.1
 * on a Jetty of their own, to which requests are passed on. Who asks is told by the same
 * identities; a role {@code x} is the permission {@code rest.x}.
 */
public final class AddOnResources implements RestServer.Foreign {

  private static final List<String> HEADERS =
      List.of("Authorization", "Cookie", "X-XSRF-Token", "Content-Type", "Accept");

  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param port of the Jetty, on this machine
   */
  public AddOnResources(BundleContext context, Identities identities, int port) {
    this.port = port;
    context.registerService(Object.class, new WhoAsks(identities), null);
    context.registerService(Object.class, new Roles(), null);
  }

  @Override
  public boolean answer(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + exchange.getRequestURI()));
    byte[] body = exchange.getRequestBody().readAllBytes();
    request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : HEADERS) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Kura's rule: no known name 401; what a name may do is asked later. */
  @Provider
  @Priority(Priorities.AUTHENTICATION)
  public static final class WhoAsks implements ContainerRequestFilter {

    private final Identities identities;

    WhoAsks(Identities identities) {
      this.identities = identities;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      String name = identities.name(request::getHeaderString);
      if (name == null) {
        request.abortWith(Response.status(Response.Status.UNAUTHORIZED).build());
      } else {
        request.setSecurityContext(new Asker(name, identities));
      }
    }
  }

  private record Asker(String name, Identities identities) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
      return () -> name;
    }

    @Override
    public boolean isUserInRole(String role) {
      return identities.may(name, "rest." + role);
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

  /** Jersey's own reading of {@code @RolesAllowed}. */
  @Provider
  public static final class Roles extends RolesAllowedDynamicFeature {}
}
