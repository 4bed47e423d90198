package org.bellcrank.itests.kura.rest;

import java.security.Principal;
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
 * on a Jetty of their own. Who asks is told by the same identities; a role {@code x} is the
 * permission {@code rest.x}.
 */
public final class AddOnResources {

  private AddOnResources() {}

  public static void guard(BundleContext context, Identities identities) {
    context.registerService(Object.class, new WhoAsks(identities), null);
    context.registerService(Object.class, new Roles(), null);
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
