package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.w3c.dom.Element;

/** Who may call: the token in the head of each message, its organization, its session. */
final class InforUsers {

  /** The namespace of 2002; the standard's later one is not read (P). */
  private static final String SECURITY = "http://schemas.xmlsoap.org/ws/2002/04/secext";

  private static final String HEADERS = "http://schemas.datastream.net/headers";

  private final Settings settings;
  private final AtomicInteger left = new AtomicInteger();
  private volatile boolean expired;

  InforUsers(Settings settings) {
    this.settings = settings;
  }

  int leftSessions() {
    return left.get();
  }

  void expire(boolean isExpired) {
    expired = isExpired;
  }

  /**
   * @throws SoapFault when the sender is not known here or has too many sessions
   */
  void admit(Request request, Soap message) throws SoapFault {
    if (!(hasToken(message) || hasKey(request)) || expired) {
      throw new SoapFault(
          settings.text("fault.stranger"), "", "The user or password is not valid.");
    }
    header(message, "Tenant", List.of("", settings.text("tenant")));
    header(message, "Organization", List.of("*", settings.text("organization")));
    session(message);
  }

  private boolean hasToken(Soap message) {
    Optional<Element> token =
        message
            .header(SECURITY, "Security")
            .flatMap(security -> Soap.child(security, SECURITY, "UsernameToken"));
    return token.isPresent()
        && settings.text("user").equals(Soap.text(token.get(), "Username"))
        && settings.text("password").equals(Soap.text(token.get(), "Password"));
  }

  /** A key in the head of the request opens both interfaces (P). */
  private boolean hasKey(Request request) {
    return request.header("x-api-key").filter(settings.text("api.key")::equals).isPresent();
  }

  /** Whether the REST services know the sender: by a key, or by name and password. */
  boolean admits(Request request) {
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (settings.text("rest.user") + ":" + settings.text("password"))
                        .getBytes(StandardCharsets.UTF_8));
    return !expired
        && (hasKey(request) || request.header("authorization").filter(basic::equals).isPresent());
  }

  private void header(Soap message, String name, List<String> allowed) throws SoapFault {
    String given = message.header(HEADERS, name).map(Element::getTextContent).orElse("").strip();
    if (!allowed.contains(given)) {
      throw new SoapFault(
          settings.text("fault.refused"), name, "%s %s is not known.".formatted(name, given));
    }
  }

  /** A session lasts unless the call says that it is to end with it. */
  private void session(Soap message) throws SoapFault {
    int most = settings.number("sessions.most");
    if (most > 0 && left.get() >= most) {
      throw new SoapFault(
          settings.text("fault.refused"), "", "The user has %d sessions already.".formatted(most));
    }
    boolean ends =
        message
            .header(HEADERS, "SessionScenario")
            .filter(each -> "terminate".equals(each.getTextContent().strip()))
            .isPresent();
    if (!ends) {
      left.incrementAndGet();
    }
  }
}
