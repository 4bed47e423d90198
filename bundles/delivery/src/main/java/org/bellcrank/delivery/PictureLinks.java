package org.bellcrank.delivery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bellcrank.delivery.ConnectorInstance.Links;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Links under which a picture is seen without signing in: for a time, and for no other picture. A
 * link carries its end and the first 128 bits of an HMAC-SHA256 over instance, hash and end. The
 * same picture of the same order always has the same link; another secret ends all links of before.
 * A service; safe for any thread.
 */
@Component(service = PictureLinks.class)
public final class PictureLinks {

  /** Where the gateway shows them, below its address. */
  public static final String PATH = "/pictures/";

  private static final int SIGNED_BYTES = 16;

  private final InstanceDirectory directory;
  private final Secrets secrets;
  private final Clock clock;

  /** Makes and proves links of the instances of the site documents. */
  @Activate
  public PictureLinks(
      @Reference InstanceDirectory directory, @Reference Secrets secrets, @Reference Clock clock) {
    this.directory = directory;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** What a link opens. */
  public sealed interface Opened {

    /** The picture of this hash. */
    record Picture(String sha256) implements Opened {}

    /** Nothing any more, though it is one of ours. */
    record Over(Instant since) implements Opened {}

    /** Nothing: it is none of ours, or a secret is missing or another by now. */
    record Unproven() implements Opened {}
  }

  /**
   * The link to a picture.
   *
   * @param since from when its lifetime counts
   * @return empty where the instance says nothing of links
   * @throws Secrets.MissingSecretException when it cannot be signed
   */
  public Optional<URI> link(ConnectorInstance instance, String sha256, Instant since)
      throws Secrets.MissingSecretException {
    if (instance.links().isEmpty()) {
      return Optional.empty();
    }
    Links links = instance.links().get();
    String address = links.address().toString().replaceFirst("/+$", "");
    if (links.key().isEmpty()) {
      return Optional.of(URI.create(address + "/" + sha256));
    }
    long until = since.plus(links.lifetime()).getEpochSecond();
    return Optional.of(
        URI.create(
            "%s%s%s/%s?until=%d&signature=%s"
                .formatted(
                    address,
                    PATH,
                    instance.id(),
                    sha256,
                    until,
                    signature(secrets.open(links.key().get()), instance.id(), sha256, until))));
  }

  /**
   * What a link opens.
   *
   * @param until as the link says it, seconds since 1970
   */
  public Opened open(String instance, String sha256, String until, String signature) {
    Optional<String> key =
        directory.instances().stream()
            .filter(each -> each.id().equals(instance))
            .findFirst()
            .flatMap(ConnectorInstance::links)
            .flatMap(Links::key);
    if (key.isEmpty() || !until.matches("[0-9]{1,12}")) {
      return new Opened.Unproven();
    }
    try {
      Instant end = Instant.ofEpochSecond(Long.parseLong(until));
      String right = signature(secrets.open(key.get()), instance, sha256, end.getEpochSecond());
      if (!MessageDigest.isEqual(bytes(right), bytes(signature))) {
        return new Opened.Unproven();
      }
      return clock.instant().isBefore(end) ? new Opened.Picture(sha256) : new Opened.Over(end);
    } catch (Secrets.MissingSecretException | DateTimeException unknown) {
      return new Opened.Unproven();
    }
  }

  private static String signature(String secret, String instance, String sha256, long until) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
      byte[] whole = mac.doFinal(bytes(instance + "\n" + sha256 + "\n" + until));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(whole, SIGNED_BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
