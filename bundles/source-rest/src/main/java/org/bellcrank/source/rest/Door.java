package org.bellcrank.source.rest;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps out what a browser on this machine may be made to send by a page of another site: requests
 * under a foreign host name (DNS rebinding), requests that a page of another origin made, and forms
 * that need no consent.
 */
final class Door extends Gate {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");

  private final Types types;
  private final String scheme;
  private final List<String> hosts;

  /** What a post may be, for what is not JSON the more: what a browser's form can send is none. */
  enum Types {
    JSON("application/json", "application/json"),
    /** Whatever a mapping reads. */
    DATA(
        "application/(json|xml|octet-stream|[a-z0-9.-]+\\+(json|xml))|text/(xml|csv)",
        "application/json, application/xml, text/xml, text/csv, application/octet-stream"),
    /** Writers of line protocol say text/plain, as a form can; that has an origin. */
    LINES("text/plain|application/octet-stream|", "text/plain, application/octet-stream");

    private final Pattern pattern;
    private final String allowed;

    Types(String pattern, String allowed) {
      this.pattern = Pattern.compile(pattern);
      this.allowed = allowed;
    }
  }

  /**
   * @param types what is let in
   * @param scheme http or https, for pages of our own origin
   * @param hosts names beside those of the loopback address under which requests are answered
   */
  Door(Types types, String scheme, List<String> hosts) {
    this.types = types;
    this.scheme = scheme;
    this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  Optional<Refusal> refusal(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String host = shown(headers, "Host").toLowerCase(Locale.ROOT);
    String name = host.replaceFirst(":[0-9]{1,5}$", "");
    if (!LOOPBACK.matcher(name).matches() && !hosts.contains(name)) {
      return Optional.of(
          new Refusal(403, "Host", host, "localhost, a loopback address, a name of setting hosts"));
    }
    String origin = headers.getFirst("Origin");
    String own = scheme + "://" + host;
    if (origin != null && !origin.equalsIgnoreCase(own)) {
      return Optional.of(new Refusal(403, "Origin", origin, "none, or " + own));
    }
    String site = headers.getFirst("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin")) {
      return Optional.of(new Refusal(403, "Sec-Fetch-Site", site, "none, or same-origin"));
    }
    boolean fits = types.pattern.matcher(plainType(exchange)).matches();
    return exchange.getRequestMethod().equals("POST") && !fits
        ? Optional.of(
            new Refusal(415, "Content-Type", shown(headers, "Content-Type"), types.allowed))
        : Optional.empty();
  }

  /** The content type in small letters without parameters; empty for none. */
  static String plainType(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Content-Type");
    return given == null ? "" : given.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public String description() {
    return "keeps out what pages of other sites send";
  }
}
