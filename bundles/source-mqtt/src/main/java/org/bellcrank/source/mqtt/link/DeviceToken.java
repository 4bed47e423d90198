package org.bellcrank.source.mqtt.link;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The password of a device that signs with its key: a shared access signature for {@code
 * host/devices/ID}, good for an hour by the gateway's clock. A new one is made with each connect,
 * and one is due when a fifth of the hour is left, or when the clock was set back behind its
 * beginning. As Azure IoT Hub asks (its maker's page about shared access signatures): HMAC-SHA256
 * with the key, which is base64, over the encoded place, a line feed and the end in seconds. Safe
 * for any thread.
 */
final class DeviceToken implements Supplier<String> {

  static final Duration GOOD = Duration.ofHours(1);
  private static final Duration RENEWED = GOOD.dividedBy(5);

  /** The version of the interface that the device says it speaks. */
  private static final String API = "2021-04-12";

  private final String host;
  private final String device;
  private final Supplier<String> key;
  private final boolean certificate;
  private final Clock clock;
  private volatile Instant end = Instant.MAX;

  /**
   * A token that is made when it is asked for.
   *
   * @param key asked for each time; empty for a device that shows its certificate
   * @param certificate whether there may be one to show
   */
  DeviceToken(URI broker, String device, Supplier<String> key, boolean certificate, Clock clock) {
    host = broker.getHost();
    this.device = device;
    this.key = key;
    this.certificate = certificate;
    this.clock = clock;
  }

  String username() {
    return "%s/%s/?api-version=%s".formatted(host, device, API);
  }

  /**
   * A new one; empty where the device shows a certificate.
   *
   * @throws IllegalArgumentException without a key, and for a key that is no base64
   */
  @Override
  public String get() {
    String given = key.get().strip();
    if (given.isEmpty() && certificate) {
      end = Instant.MAX;
      return "";
    }
    Instant until = clock.instant().plus(GOOD);
    String place = URLEncoder.encode(host + "/devices/" + device, StandardCharsets.UTF_8);
    String signed =
        signed(place + "\n" + until.getEpochSecond(), DeviceSecret.key("device", given));
    end = until;
    return "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(
            place, URLEncoder.encode(signed, StandardCharsets.UTF_8), until.getEpochSecond());
  }

  private static String signed(String text, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of each Java", e);
    }
  }

  /** Whether the one that was made last ends soon. */
  boolean isDue() {
    Instant until = end;
    if (until.equals(Instant.MAX)) {
      return false;
    }
    Duration left = Duration.between(clock.instant(), until);
    return left.compareTo(RENEWED) < 0 || left.compareTo(GOOD) > 0;
  }
}
