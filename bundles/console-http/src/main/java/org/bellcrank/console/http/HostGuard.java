package org.bellcrank.console.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Answers only requests that name a loopback host, so that a page of another site cannot reach the
 * console through a name that it lets point here (DNS rebinding), only posts from its own pages,
 * and no path with steps in it, which a proxy may have read otherwise.
 */
final class HostGuard extends Filter {

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?");

  /** Steps up or nowhere, once the path is decoded: a proxy before us may have resolved them. */
  private static final Pattern DOTS = Pattern.compile("(^|[/\\\\])\\.{1,2}([/\\\\]|$)");

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host");
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    boolean posts = !exchange.getRequestMethod().equals("GET");
    if (host == null
        || !LOOPBACK.matcher(host).matches()
        || posts && origin != null && !origin.equals("http://" + host)) {
      refuse(exchange, 403, "This console answers on a loopback address only.");
      return;
    }
    String path = exchange.getRequestURI().getPath();
    if (path == null || DOTS.matcher(path).find()) {
      refuse(exchange, 404, "A path with dots in place of a name leads nowhere.");
      return;
    }
    chain.doFilter(exchange);
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] words = why.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, words.length);
    exchange.getResponseBody().write(words);
    exchange.close();
  }

  @Override
  public String description() {
    return "loopback hosts only";
  }
}
