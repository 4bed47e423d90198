package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** Queries: by elements with operators, or by a clause alone, which makes the elements unread. */
final class MifQuery {

  private static final Pattern CLAUSE =
      Pattern.compile(
          "\\s*siteid='([^']*)'\\s+and\\s+wonum='([^']*)'(?:\\s+and\\s+exists\\s*\\(select 1 from"
              + " doclinks where ownertable='WORKORDER' and ownerid=workorder\\.workorderid and"
              + " docinfoid in \\(select docinfoid from docinfo where description='([^']*)'\\)\\))?\\s*");

  private final Settings settings;
  private final MifFields fields;
  private final MaximoStatuses statuses;
  private final Books books;

  MifQuery(Settings settings, MifFields fields, Books books) {
    this.settings = settings;
    this.fields = fields;
    this.books = books;
    statuses = new MaximoStatuses(MaximoStructure.WORK, settings);
  }

  Reply answer(MifMessage query) throws MifRefusal {
    Predicate<BookedOrder> wanted = wanted(query);
    List<BookedOrder> found = new ArrayList<>(books.orders().stream().filter(wanted).toList());
    String by = query.criteria().map(each -> each.getAttribute("orderby")).orElse("");
    if (by.toLowerCase(Locale.ROOT).startsWith("changedate")) {
      found.sort(Comparator.comparing(BookedOrder::changed));
    }
    StringBuilder xml = new StringBuilder();
    MifPaging paging = MifPaging.of(query, settings.number("rs.first"), found.size());
    paging.open(query.structure(), xml);
    found
        .subList(paging.from(), paging.to())
        .forEach(order -> write(order, query.structure(), xml));
    return MifApi.xml(MifPaging.close(query.structure(), xml));
  }

  private Predicate<BookedOrder> wanted(MifMessage query) throws MifRefusal {
    Optional<Element> where = query.criteria().flatMap(each -> MifMessage.child(each, "WHERE"));
    if (where.isPresent()) {
      return clause(where.get().getTextContent());
    }
    Predicate<BookedOrder> all = order -> true;
    for (Element record : query.records()) {
      for (Element each : Soap.children(record)) {
        all = all.and(criterion(each));
      }
    }
    return all;
  }

  private Predicate<BookedOrder> criterion(Element element) throws MifRefusal {
    String attribute = element.getLocalName();
    if (!fields.carries(attribute)) {
      throw new MifRefusal("where", attribute);
    }
    String wanted = element.getTextContent().strip();
    String operator = element.getAttribute("operator");
    if ("CHANGEDATE".equals(attribute)) {
      return changed(operator, wanted);
    }
    if ("=".equals(operator)) {
      return order -> wanted.equals(shown(order, attribute));
    }
    if (!operator.isEmpty()) {
      throw new MifRefusal("where", attribute + " " + operator);
    }
    // Without an operator % stands for anything, and a text alone for all that contain it.
    Pattern like =
        Pattern.compile(
            ".*" + Pattern.quote(wanted).replace("%", "\\E.*\\Q") + ".*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    return order -> like.matcher(String.valueOf(shown(order, attribute))).matches();
  }

  private static Predicate<BookedOrder> changed(String operator, String wanted) throws MifRefusal {
    try {
      Instant since = OffsetDateTime.parse(wanted).toInstant();
      if (">=".equals(operator)) {
        return order -> !order.changed().truncatedTo(ChronoUnit.SECONDS).isBefore(since);
      }
    } catch (DateTimeParseException wrong) {
      // refused below with the value
    }
    throw new MifRefusal("where", "CHANGEDATE " + operator + " " + wanted);
  }

  /** The part of SQL that the double reads. */
  private Predicate<BookedOrder> clause(String sql) throws MifRefusal {
    Matcher clause = CLAUSE.matcher(sql.replaceAll("\\s+", " "));
    if (!clause.matches()) {
      throw new MifRefusal("where", sql);
    }
    String file = clause.group(3);
    return order ->
        clause.group(1).equals(order.fields().get("SITEID"))
            && clause.group(2).equals(order.number())
            && (file == null
                || order.attachments().stream().anyMatch(each -> each.description().equals(file)));
  }

  private Object shown(BookedOrder order, String attribute) {
    return switch (attribute) {
      case "WONUM" -> order.number();
      case "WORKORDERID" -> order.id();
      case "STATUS" -> statuses.shown(order.status());
      case "CHANGEDATE" -> local(order.changed());
      case "CHANGEBY" -> settings.text("user");
      default -> order.fields().get(attribute);
    };
  }

  /** An object structure with files sends them along, whole. */
  private void write(BookedOrder order, String structure, StringBuilder xml) {
    xml.append("<WORKORDER>");
    for (String attribute : fields.all()) {
      Object value = shown(order, attribute);
      if (value != null) {
        String internal =
            "STATUS".equals(attribute)
                ? " maxvalue=\"" + statuses.internal(order.status()) + "\""
                : "";
        xml.append('<').append(attribute).append(internal).append('>');
        xml.append(Soap.escape(dressed(attribute, value)));
        xml.append("</").append(attribute).append('>');
      }
    }
    if (structure.equals(settings.text("documents"))) {
      for (BookedAttachment each : order.attachments()) {
        xml.append("<DOCLINKS><URLNAME>").append(Soap.escape(each.name()));
        xml.append("</URLNAME><DOCUMENTDATA>");
        xml.append(Base64.getEncoder().encodeToString(books.content(each)));
        xml.append("</DOCUMENTDATA></DOCLINKS>");
      }
    }
    xml.append("</WORKORDER>");
  }

  private Object dressed(String attribute, Object value) {
    return "DESCRIPTION_LONGDESCRIPTION".equals(attribute)
            && settings.flag("longdescription.richtext")
        ? "<div>" + Html.escape(value).replace("\n", "<br />\n") + "</div><!-- RICH TEXT -->"
        : value;
  }

  private String local(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.of(settings.text("zone"))));
  }
}
