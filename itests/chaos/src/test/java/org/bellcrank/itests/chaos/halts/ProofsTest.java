package org.bellcrank.itests.chaos.halts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;

/**
 * The page of proofs says what the committed reports say; {@code -Dproofs.write=true} writes it
 * anew.
 */
class ProofsTest {

  private static final Path DOCS = Path.of(System.getProperty("project.root"), "docs");
  private static final Path PAGE = DOCS.resolve("proofs.md");
  private static final String BEGIN = "<!-- sums: begin -->\n";
  private static final String END = "<!-- sums: end -->";

  private static final String MIXED = "chaos, all faults mixed";

  private final TreeMap<String, Facts> reports = new TreeMap<>();

  @Test
  void thePageSumsUpTheReportsAndNoneOfThemHoldsAComplaint() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("proofs"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        reports.put(file.getFileName().toString(), Facts.parse(Files.readString(file)));
      }
    }
    assertThat(reports).isNotEmpty();
    reports.forEach(
        (name, report) -> {
          for (String what : List.of("lost", "doubled", "otherwiseWrong")) {
            assertThat(report.whole(what)).as("%s: %s", name, what).hasValue(0);
          }
        });
    String page = Files.readString(PAGE);
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String after = page.substring(page.indexOf(END));
    if (Boolean.getBoolean("proofs.write")) {
      Files.writeString(PAGE, before + sums() + after);
    } else {
      assertThat(page).isEqualTo(before + sums() + after);
    }
  }

  private String sums() {
    StringBuilder text = new StringBuilder("| Over all reports | |\n|---|---|\n");
    row(text, "processes ended at a boundary", sum(Tally.HALTS));
    row(text, "of them on PostgreSQL", onPostgresql(Tally.HALTS));
    row(text, "servers of PostgreSQL ended at a boundary", sum(Tally.CRASHES));
    row(text, "images of files at a boundary", sum(Tally.IMAGES));
    row(text, "images with the log cut off", sum(Tally.TORN));
    row(text, "stories halted at each of their boundaries", sum("storiesHaltedEverywhere"));
    row(text, "observations under faults", sum("observations"));
    row(text, "findings decided", sum("findings"));
    row(text, "orders", sum("orders"));
    row(text, "pictures", sum("pictures"));
    row(text, "calls of maintenance systems", sum("calls"));
    row(text, "of them cut short by a halt", sum("callsCutShort"));
    for (String each : List.of("Native", "Searchable", "Confirmed")) {
      String name = each.toLowerCase(Locale.ROOT);
      row(text, "orders for %s connectors*".formatted(name), sum("orders" + each));
      row(text, "changes of unknown fate there*", sum("doubts" + each));
    }
    row(text, "of them found to be there by a person*", sum("adoptedByAPerson"));
    row(text, "of them sent again by a person*", sum("sentAgainByAPerson"));
    row(text, "orders that waited, when nobody was there*", sum("waitedForAPerson"));
    row(text, "faults of the maintenance systems", sum("faultsOfTheDoubles"));
    row(text, "storms of one cause", sum("storms"));
    row(text, "findings in them", sum("findingsInStorms"));
    row(text, "ends of deciding or of the store in them", sum("endsOfDecidingOrStore"));
    row(text, "**lost**", total(each -> each.whole("lost").orElse(-1)));
    row(text, "**doubled**", total(each -> each.whole("doubled").orElse(-1)));
    row(text, "**otherwise wrong**", total(each -> each.whole("otherwiseWrong").orElse(-1)));
    text.append("\n\\* counted since `halts-2`\n");
    text.append(
        "\n| Report | Seed | Minutes | Halts | Images | Database |\n|---|---|---|---|---|---|\n");
    reports.forEach(
        (name, report) ->
            text.append(
                Stream.of("storms", "starts", "days", MIXED).anyMatch(kind -> is(report, kind))
                    ? ""
                    : halts(name, report)));
    text.append(
        "\n| Report | Seed | Storms | Detections of the first cause | Threads | Database |"
            + " Seconds each, median |\n|---|---|---|---|---|---|---|\n");
    reports.forEach(
        (name, report) -> text.append(is(report, "storms") ? storms(name, report) : ""));
    text.append(
        "\n| Report | Seed | Starts | Kills | Bundles stopped and started | Findings decided |\n"
            + "|---|---|---|---|---|---|\n");
    reports.forEach(
        (name, report) -> text.append(is(report, "starts") ? starts(name, report) : ""));
    text.append(
        "\n| Report | Seed | Days without the CMMS | Orders queued at most | Kills | Refusals for want of"
            + " room | Bytes on disk at most | Drained a second |\n|---|---|---|---|---|---|---|---|\n");
    reports.forEach((name, report) -> text.append(is(report, "days") ? days(name, report) : ""));
    if (reports.values().stream().anyMatch(each -> is(each, MIXED))) {
      mixed(text);
    }
    return text.toString();
  }

  private void mixed(StringBuilder text) {
    text.append(
        "\n| Report | Seed | Minutes | Rounds | Starts of the gateway | Observations | Orders |"
            + " Database |\n|---|---|---|---|---|---|---|---|\n");
    reports.forEach((name, report) -> text.append(is(report, MIXED) ? mixed(name, report) : ""));
    text.append(
        "\n| Fault, over all reports of mixed faults | Times | Seconds | Rounds with it |"
            + " of them clean |\n|---|---|---|---|---|\n");
    faults().forEach((fault, counts) -> text.append(line(fault, counts)));
  }

  private static String mixed(String name, Facts report) {
    return String.format(
        Locale.ROOT,
        "| [%s](proofs/%s) | %d | %d | %,d | %,d | %,d | %,d | %s |\n",
        name,
        name,
        report.whole("seed").orElse(0),
        report.whole("minutes").orElse(0),
        count(report, "rounds"),
        count(report, "starts"),
        count(report, "observations"),
        count(report, "orders"),
        report.text("database").orElse(""));
  }

  /** Of each fault: times, seconds, rounds, clean rounds. */
  private Map<String, long[]> faults() {
    Map<String, long[]> sums = new TreeMap<>();
    for (Facts report : reports.values()) {
      for (Facts each : report.factsList("faults")) {
        long[] sum = sums.computeIfAbsent(each.requireText("fault"), fault -> new long[4]);
        sum[0] += each.whole("count").orElse(0);
        sum[1] += Math.round(each.number("seconds").orElse(0));
        sum[2] += each.whole("rounds").orElse(0);
        sum[3] += each.whole("roundsClean").orElse(0);
      }
    }
    return sums;
  }

  private static String line(String fault, long[] sum) {
    return String.format(
        Locale.ROOT, "| %s | %,d | %,d | %,d | %,d |\n", fault, sum[0], sum[1], sum[2], sum[3]);
  }

  private static boolean is(Facts report, String what) {
    return report.text("name").equals(Optional.of(what));
  }

  private static String starts(String name, Facts report) {
    return String.format(
        Locale.ROOT,
        "| [%s](proofs/%s) | %d | %,d | %,d | %,d | %,d |\n",
        name,
        name,
        report.whole("seed").orElse(0),
        count(report, "starts"),
        count(report, "kills"),
        count(report, "bundlesStoppedAndStarted"),
        count(report, "findingsOfStarts"));
  }

  private static String days(String name, Facts report) {
    Facts storage = report.facts("storage").orElse(Facts.empty());
    return String.format(
        Locale.ROOT,
        "| [%s](proofs/%s) | %d | %d | %,d | %d | %d | %,d | %,d |\n",
        name,
        name,
        report.whole("seed").orElse(0),
        report.whole("days").orElse(0),
        storage.whole("queuedMost").orElse(0),
        count(report, "daysKills"),
        count(report, "refusals"),
        storage.whole("bytesMost").orElse(0),
        report.facts("drained").orElse(Facts.empty()).whole("ordersASecond").orElse(0));
  }

  private static String halts(String name, Facts report) {
    return String.format(
        Locale.ROOT,
        "| [%s](proofs/%s) | %d | %d | %,d | %,d | %s |\n",
        name,
        name,
        report.whole("seed").orElse(0),
        report.whole("seconds").orElse(0) / 60,
        count(report, Tally.HALTS),
        count(report, Tally.IMAGES),
        report.text("database").orElse("SQLite"));
  }

  private static String storms(String name, Facts report) {
    return String.format(
        Locale.ROOT,
        "| [%s](proofs/%s) | %d | %,d | %,d | %d | %s | %.2f |\n",
        name,
        name,
        report.whole("seed").orElse(0),
        count(report, "storms"),
        report.whole("detections").orElse(0),
        report.whole("threads").orElse(0),
        report.text("database").orElse(""),
        report.facts("secondsEach").orElse(Facts.empty()).number("median").orElse(0));
  }

  private long onPostgresql(String what) {
    return total(
        report ->
            report.text("database").equals(Optional.of("PostgreSQL")) ? count(report, what) : 0);
  }

  private long sum(String what) {
    return total(report -> count(report, what));
  }

  private long total(ToLongFunction<Facts> figure) {
    return reports.values().stream().mapToLong(figure).sum();
  }

  private static long count(Facts report, String what) {
    return report.facts("counts").orElse(Facts.empty()).whole(what).orElse(0);
  }

  private static void row(StringBuilder text, String what, long much) {
    text.append(String.format(Locale.ROOT, "| %s | %,d |\n", what, much));
  }
}
