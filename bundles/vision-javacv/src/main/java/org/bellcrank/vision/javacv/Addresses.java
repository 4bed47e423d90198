package org.bellcrank.vision.javacv;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Camera addresses with and without their user. */
final class Addresses {

  private Addresses() {}

  /** An address that may be shown and logged. */
  static String withoutCredentials(String address) {
    return address.replaceFirst("^([A-Za-z]+://)[^/@]*@", "$1");
  }

  /** An address that FFmpeg logs in with. */
  static String withCredentials(URI address, String username, String password) {
    String user = encoded(username) + (password.isEmpty() ? "" : ":" + encoded(password));
    String bare = withoutCredentials(address.toString());
    int host = bare.indexOf("://") + 3;
    return bare.substring(0, host) + user + "@" + bare.substring(host);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
