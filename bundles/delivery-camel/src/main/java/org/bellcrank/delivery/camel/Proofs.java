package org.bellcrank.delivery.camel;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Signing;
import org.bellcrank.delivery.connector.UsernameToken;

/**
 * Puts on a call what proves who sends it and counts for that call alone: a security header in its
 * body, a signature over its address. Made at the moment of sending, behind the hash of the
 * journal. Safe for any thread.
 */
final class Proofs {

  private static final int NONCE_BYTES = 16;

  private final Credentials credentials;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Proofs(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * A call that is ready to go.
   *
   * @param secrets what nobody but the CMMS may see of it
   */
  record Proven(StepRequest request, List<String> secrets) {}

  /**
   * The call with its proofs; as it is where its connector knows none.
   *
   * @throws Credentials.MissingCredentialException when there is nothing to prove it with
   */
  Proven of(Connector connector, StepRequest request) {
    boolean secured = connector.security().isPresent() && request.secured();
    if (connector.signing().isEmpty() && !secured) {
      return new Proven(request, List.of());
    }
    Map<String, Object> known = known(request.instance(), secured);
    Instant now = clock.instant();
    List<String> secrets = new ArrayList<>();
    StepRequest proven = request;
    if (secured) {
      UsernameToken.Header header = header(connector.security().get(), known, now);
      secrets.add(header.proof());
      proven = filled(proven, header.xml());
    }
    if (connector.signing().isPresent()) {
      Signing.Signed signed = connector.signing().get().signed(proven, known, now);
      secrets.add(signed.signature());
      proven = signed.request();
    }
    return new Proven(proven, secrets);
  }

  private Map<String, Object> known(ConnectorInstance instance, boolean named) {
    String reference =
        instance
            .credential()
            .orElseThrow(
                () ->
                    new Credentials.MissingCredentialException(
                        "instance %s: given no credential; allowed: one, to prove who sends"
                            .formatted(instance.id())));
    Map<String, Object> known = new LinkedHashMap<>(LoginNames.instance(instance));
    known.putAll(LoginNames.credential(credentials.read(reference)));
    if (named && "".equals(known.get(LoginNames.USER))) {
      throw new Credentials.MissingCredentialException(
          "the credential %s has no user; allowed: user:password".formatted(reference));
    }
    return known;
  }

  private UsernameToken.Header header(UsernameToken rules, Map<String, Object> known, Instant now) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return rules.header(
        String.valueOf(known.get(LoginNames.USER)),
        String.valueOf(known.get(LoginNames.PASSWORD)),
        nonce,
        now);
  }

  /** All places, since each call has one header. */
  private static StepRequest filled(StepRequest request, String header) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    return request.filled(
        body.replace(UsernameToken.PLACE, header).getBytes(StandardCharsets.UTF_8));
  }
}
