package org.bellcrank.console.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Answers only requests that name a loopback host, so that a page of another site cannot reach the
 * console through a name that it lets point here (DNS rebinding), and only posts from its own
 * pages.
 */
final class HostGuard extends Filter {

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?");

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host");
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    boolean posts = !exchange.getRequestMethod().equals("GET");
    if (host == null
        || !LOOPBACK.matcher(host).matches()
        || posts && origin != null && !origin.equals("http://" + host)) {
      byte[] words =
          "This console answers on a loopback address only.".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(403, words.length);
      exchange.getResponseBody().write(words);
      exchange.close();
      return;
    }
    chain.doFilter(exchange);
  }

  @Override
  public String description() {
    return "loopback hosts only";
  }
}
