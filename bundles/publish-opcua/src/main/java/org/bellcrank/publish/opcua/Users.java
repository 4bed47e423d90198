package org.bellcrank.publish.opcua;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bellcrank.driver.opcua.security.TrustFolder;
import org.eclipse.milo.opcua.sdk.server.Session;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.Identity;
import org.eclipse.milo.opcua.sdk.server.identity.IdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.X509IdentityValidator;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;
import org.eclipse.milo.opcua.stack.core.types.structured.UserIdentityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;

/** Who may come in. */
final class Users {

  private final Plan plan;
  private final Supplier<String> password;
  private final TrustFolder certificates;

  /**
   * As a plan says.
   *
   * @param password of the plan's user, asked for with each try
   * @param certificates of people who show one in place of a password
   */
  Users(Plan plan, Supplier<String> password, TrustFolder certificates) {
    this.plan = plan;
    this.password = password;
    this.certificates = certificates;
  }

  IdentityValidator validator() {
    List<IdentityValidator> all = new ArrayList<>();
    if (plan.anonymous()) {
      all.add(AnonymousIdentityValidator.INSTANCE);
    }
    if (!plan.user().isEmpty()) {
      all.add(
          new UsernameIdentityValidator(
              given -> isKnown(given.getUsername(), given.getPassword())));
    }
    all.add(new X509IdentityValidator(this::isTrusted));
    return new Guard(new CompositeValidator(all));
  }

  /** Where endpoints are asked for without protection nobody comes in, by whatever name. */
  private final class Guard implements IdentityValidator {

    private final IdentityValidator behind;

    private Guard(IdentityValidator behind) {
      this.behind = behind;
    }

    @Override
    public Identity validateIdentityToken(
        Session session, UserIdentityToken token, UserTokenPolicy policy, SignatureData signature)
        throws UaException {
      boolean unprotected =
          session.getSecurityConfiguration().getSecurityPolicy() == SecurityPolicy.None;
      if (unprotected && !plan.open()) {
        throw new UaException(StatusCodes.Bad_SecurityPolicyRejected, "not without protection");
      }
      return behind.validateIdentityToken(session, token, policy, signature);
    }

    @Override
    public Set<UserTokenType> getSupportedTokenTypes() {
      return behind.getSupportedTokenTypes();
    }
  }

  /** Both are looked at wholly, so that the time tells nothing. */
  private boolean isKnown(String name, String given) {
    String wanted = password.get();
    boolean named = same(plan.user(), name);
    return !wanted.isEmpty() & same(wanted, given) & named;
  }

  private static boolean same(String wanted, String given) {
    return given != null
        && MessageDigest.isEqual(
            wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private boolean isTrusted(X509Certificate shown) {
    try {
      certificates.validateCertificateChain(List.of(shown), null, new String[0]);
      return true;
    } catch (UaException e) {
      return false;
    }
  }

  /** What an endpoint tells that it takes; a password is never open, whatever the messages are. */
  UserTokenPolicy[] policies(SecurityPolicy messages) {
    String uri =
        (messages == SecurityPolicy.None ? SecurityPolicy.Basic256Sha256 : messages).getUri();
    List<UserTokenPolicy> all = new ArrayList<>();
    if (plan.anonymous()) {
      all.add(new UserTokenPolicy("anonymous", UserTokenType.Anonymous, null, null, null));
    }
    if (!plan.user().isEmpty()) {
      all.add(new UserTokenPolicy("username", UserTokenType.UserName, null, null, uri));
    }
    all.add(new UserTokenPolicy("certificate", UserTokenType.Certificate, null, null, uri));
    return all.toArray(UserTokenPolicy[]::new);
  }
}
