package org.bellcrank.rest.javax;

import java.nio.charset.StandardCharsets;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.bellcrank.console.Console;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.useradmin.Role;
import org.osgi.service.useradmin.UserAdmin;

/**
 * Status, health and documents under {@code /services/bellcrank/v1}, for identities with the
 * permission {@code rest.bellcrank.read}. Kura 5 publishes every service whose class has
 * {@code @Path}.
 */
@Path("bellcrank/v1")
@Component(service = GatewayResource.class, immediate = true)
public final class GatewayResource {

  /** The role as REST asks for it; the gateway puts {@code kura.permission.rest.} before it. */
  static final String ROLE = "bellcrank.read";

  /** The group of the user admin whose members have the role. */
  static final String GROUP = "kura.permission.rest." + ROLE;

  private final Console console;

  /** Serves what the console serves. */
  @Activate
  public GatewayResource(@Reference Console console) {
    this.console = console;
  }

  /** Makes the group that an administrator gives to identities; it may be there already. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addUsers(UserAdmin users) {
    users.createRole(GROUP, Role.GROUP);
  }

  /** The group stays: identities keep what they were given. */
  public void removeUsers(UserAdmin users) {
    // Nothing is kept of it.
  }

  /** Balance, connectors, cameras, versions. */
  @GET
  @Path("status")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(ROLE)
  public Response status() {
    return answer("/api/overview");
  }

  /** What runs, what does not and why. */
  @GET
  @Path("health")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(ROLE)
  public Response health() {
    return answer("/api/health");
  }

  /** The site documents in force. */
  @GET
  @Path("documents")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(ROLE)
  public Response documents() {
    return answer("/api/documents");
  }

  private Response answer(String route) {
    return console
        .json(route)
        .map(json -> Response.ok(json.getBytes(StandardCharsets.UTF_8)).build())
        .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).build());
  }
}
