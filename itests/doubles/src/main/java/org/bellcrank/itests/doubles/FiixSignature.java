package org.bellcrank.itests.doubles;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Knows whether an address was signed by the tenant's key, and lately. */
final class FiixSignature {

  private static final String METHOD = "HmacSHA256";

  private final Settings settings;
  private final Clock clock;
  private volatile boolean expired;

  FiixSignature(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** From now on no key counts, until it is taken back. */
  void expire(boolean nowExpired) {
    expired = nowExpired;
  }

  void check(Request request) throws FiixRefusal {
    fixed(request, "service", "cmms");
    fixed(request, "signatureVersion", "1");
    fixed(request, "signatureMethod", METHOD);
    if (expired || !settings.text("app.key").equals(request.parameter("appKey").orElse(""))) {
      throw FiixRefusal.unsigned("Unknown application key");
    }
    if (!settings.text("access.key").equals(request.parameter("accessKey").orElse(""))) {
      throw FiixRefusal.unsigned("Unknown access key");
    }
    lately(request.parameter("timestamp").orElse(""));
    String given = request.header("authorization").orElse("");
    String host = settings.text("host");
    String own = host.isEmpty() ? request.header("host").orElse("") : host;
    String text = own + request.path() + "?" + query(request.query());
    if (!MessageDigest.isEqual(bytes(hex(settings.text("secret.key"), text)), bytes(given))) {
      throw FiixRefusal.unsigned("The signature does not match");
    }
  }

  /** The signature of an address without its scheme. */
  static String hex(String key, String text) {
    try {
      Mac mac = Mac.getInstance(METHOD);
      mac.init(new SecretKeySpec(bytes(key), METHOD));
      return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As a browser's encodeURIComponent writes it. */
  static String query(Map<String, String> query) {
    return query.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private void lately(String timestamp) throws FiixRefusal {
    if (!timestamp.matches("\\d{1,15}")) {
      throw FiixRefusal.unsigned("timestamp '" + timestamp + "' is no time");
    }
    Duration off = Duration.ofMillis(clock.millis() - Long.parseLong(timestamp)).abs();
    if (off.compareTo(Duration.parse(settings.text("timestamp.life"))) > 0) {
      throw FiixRefusal.unsigned("timestamp " + timestamp + " is too far from the server's time");
    }
  }

  private static void fixed(Request request, String name, String value) throws FiixRefusal {
    String given = request.parameter(name).orElse("");
    if (!value.equals(given)) {
      throw FiixRefusal.unsigned(name + " '" + given + "' was given, " + value + " is needed");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%21", "!")
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%7E", "~");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
