package org.bellcrank.source.rest;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.bellcrank.journal.Facts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps out what a browser on this machine may be made to send by a page of another site: requests
 * under a foreign host name (DNS rebinding), requests that a page of another origin made, and forms
 * that need no consent.
 */
final class Door extends Filter {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");
  private static final long TOLD_EVERY = Duration.ofMinutes(1).toNanos();

  private final Types types;
  private final String scheme;
  private final List<String> hosts;
  private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - TOLD_EVERY);

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
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<Refusal> refusal = refusal(exchange);
    if (refusal.isPresent()) {
      refuse(exchange, refusal.get());
    } else {
      chain.doFilter(exchange);
    }
  }

  private Optional<Refusal> refusal(HttpExchange exchange) {
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

  private static String shown(Headers headers, String name) {
    String given = headers.getFirst(name);
    return given == null ? "nothing" : given;
  }

  private void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    try (exchange) {
      tell(exchange, refusal);
      byte[] body =
          Facts.with("error", refusal.words())
              .put("field", refusal.field())
              .build()
              .json()
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(refusal.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** At most one line a minute: a page could ask as often as it likes. */
  private void tell(HttpExchange exchange, Refusal refusal) {
    long now = System.nanoTime();
    long last = toldAt.get();
    if (now - last >= TOLD_EVERY && toldAt.compareAndSet(last, now)) {
      LOG.warn("Refused a request from {}: {}", exchange.getRemoteAddress(), refusal.words());
    }
  }

  @Override
  public String description() {
    return "keeps out what pages of other sites send";
  }

  /** Why a request is not answered. */
  private record Refusal(int status, String field, String given, String allowed) {

    String words() {
      String line = given.replaceAll("\\p{Cntrl}", "?");
      String quoted = line.length() > 128 ? line.substring(0, 128) + "…" : line;
      return "%s: given '%s'; allowed: %s; nothing was taken".formatted(field, quoted, allowed);
    }
  }
}
