package org.bellcrank.itests.kura.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.osgi.service.useradmin.Authorization;
import org.osgi.service.useradmin.Group;
import org.osgi.service.useradmin.Role;
import org.osgi.service.useradmin.User;
import org.osgi.service.useradmin.UserAdmin;

/**
 * Who may do what, from the framework's user admin: users {@code kura.user.<name>} with the
 * credential {@code kura.password}, permissions as groups {@code kura.permission.<name>}.
 */
public final class Identities {

  private static final String USER = "kura.user.";
  private static final String PERMISSION = "kura.permission.";

  private record Session(String name, String token) {}

  private final UserAdmin admin;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  public Identities(UserAdmin admin) {
    this.admin = admin;
  }

  /** Makes an identity; one that is there already is left alone. */
  public void create(String name, String password, String... permissions) {
    User user = (User) admin.createRole(USER + name, Role.USER);
    if (user == null) {
      return;
    }
    credentials(user, hash(password));
    for (String permission : permissions) {
      group(permission).addMember(user);
    }
  }

  private static void credentials(User user, String hash) {
    @SuppressWarnings("unchecked") // The specification leaves the type of the dictionary open.
    var all = (java.util.Dictionary<String, Object>) user.getCredentials();
    all.put("kura.password", hash);
  }

  private Group group(String permission) {
    Role made = admin.createRole(PERMISSION + permission, Role.GROUP);
    return (Group) (made == null ? admin.getRole(PERMISSION + permission) : made);
  }

  /**
   * Lets a request through, or tells why not: 401 without a name, 403 without the permission.
   *
   * @param permission null where any identity will do
   */
  void check(HttpExchange exchange, String permission) throws Call.Refusal {
    String name = name(exchange.getRequestHeaders()::getFirst);
    if (name == null) {
      throw new Call.Refusal(401, "who asks?");
    }
    if (permission != null && !may(name, permission)) {
      throw new Call.Refusal(403, "not permitted");
    }
  }

  /** Null where the request names nobody, or nobody that is known. */
  public String name(UnaryOperator<String> headers) {
    String basic = headers.apply("Authorization");
    if (basic != null && basic.startsWith("Basic ")) {
      byte[] bytes = Base64.getDecoder().decode(basic.substring("Basic ".length()));
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 && known(parts[0], parts[1]) ? parts[0] : null;
    }
    Session session = session(headers.apply("Cookie"));
    String token = headers.apply("X-XSRF-Token");
    return session != null && session.token().equals(token) ? session.name() : null;
  }

  /** Whether an identity has a permission; the administrator's covers all. */
  public boolean may(String name, String permission) {
    Authorization authorization = admin.getAuthorization((User) admin.getRole(USER + name));
    return authorization.hasRole(PERMISSION + permission)
        || authorization.hasRole(PERMISSION + "kura.admin");
  }

  private boolean known(String name, String password) {
    return admin.getRole(USER + name) instanceof User user
        && user.hasCredential("kura.password", hash(password));
  }

  private static String hash(String password) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(password.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Session session(String cookie) {
    return cookie == null
        ? null
        : Arrays.stream(cookie.split(";\\s*"))
            .filter(part -> part.startsWith("JSESSIONID="))
            .map(part -> sessions.get(part.substring("JSESSIONID=".length())))
            .findFirst()
            .orElse(null);
  }

  /** The two doors that are open to everybody. */
  public void offer(RestServer server) {
    server.open("POST", "session/v1/login/password", this::login);
    server.open("GET", "session/v1/xsrfToken", this::token);
  }

  private JsonElement login(Call call) throws IOException, Call.Refusal {
    JsonObject given = call.json().getAsJsonObject();
    String name = given.get("username").getAsString();
    if (!known(name, given.get("password").getAsString())) {
      throw new Call.Refusal(401, "wrong name or password");
    }
    String id = UUID.randomUUID().toString();
    sessions.put(id, new Session(name, UUID.randomUUID().toString()));
    call.exchange().getResponseHeaders().add("Set-Cookie", "JSESSIONID=" + id + "; Path=/");
    JsonObject answer = new JsonObject();
    answer.addProperty("passwordChangeNeeded", false);
    return answer;
  }

  private JsonElement token(Call call) throws Call.Refusal {
    Session session = session(call.exchange().getRequestHeaders().getFirst("Cookie"));
    if (session == null) {
      throw new Call.Refusal(401, "no session");
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("xsrfToken", session.token());
    return answer;
  }
}
