package org.bellcrank.itests.doubles;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Small pieces that both screens are made of. */
final class Html {

  /** The list shows the newest orders only; the books hold all. */
  static final int SHOWN = 200;

  private Html() {}

  static String escape(Object value) {
    return value == null
        ? ""
        : value
            .toString()
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;");
  }

  static String parameter(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  static String time(Instant time, ZoneId zone, String pattern) {
    return DateTimeFormatter.ofPattern(pattern).format(time.atZone(zone));
  }

  /** The newest orders first. */
  static List<BookedOrder> newest(Books books) {
    List<BookedOrder> orders = books.orders();
    List<BookedOrder> newest = new ArrayList<>(orders);
    Collections.reverse(newest);
    return newest.subList(0, Math.min(SHOWN, newest.size()));
  }

  /**
   * A page from the template in this bundle, its places in double braces filled.
   *
   * @param seconds after which the browser loads it again
   */
  static Reply page(String template, String title, int seconds, String body) {
    return Reply.html(
        200,
        Facts.text(template)
            .replace("{{title}}", escape(title))
            .replace("{{seconds}}", Integer.toString(seconds))
            .replace("{{body}}", body));
  }

  /** The bytes of an attachment for a picture on a page. */
  static Optional<Reply> file(Books books, String order, String attachment) {
    return books
        .byNumber(order)
        .flatMap(
            found ->
                found.attachments().stream()
                    .filter(each -> Long.toString(each.id()).equals(attachment))
                    .findFirst())
        .map(
            each ->
                Reply.of(200, each.contentType(), books.content(each))
                    .with("Cache-Control", "max-age=3600"));
  }

  /** Pictures inline, everything else as a link. */
  static String attachments(BookedOrder order, String root) {
    StringBuilder html = new StringBuilder();
    for (BookedAttachment each : order.attachments()) {
      String address = root + order.number() + "/files/" + each.id();
      String caption = escape(each.name()) + " &middot; " + (each.bytes() + 1023) / 1024 + " KB";
      if (each.contentType().startsWith("image/")) {
        html.append("<figure><a href=\"")
            .append(address)
            .append("\"><img src=\"")
            .append(address)
            .append("\" alt=\"")
            .append(escape(each.name()))
            .append("\"></a><figcaption>")
            .append(caption)
            .append("</figcaption></figure>");
      } else {
        html.append("<p><a href=\"")
            .append(address)
            .append("\">")
            .append(caption)
            .append("</a></p>");
      }
    }
    return html.isEmpty() ? "<p class=\"none\">None.</p>" : html.toString();
  }
}
