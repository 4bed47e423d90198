package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Status messages (ALEAUD01), written as files of a port into a folder of the share. */
final class EccIdocStatus {

  /** As many go into one message at most. */
  private static final int MOST = 500;

  private final Settings settings;
  private final Path folder;
  private final boolean held;
  private final List<String> waiting = new ArrayList<>();
  private long last;

  EccIdocStatus(Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
    held = settings.flag("audit.held");
    last = Long.parseLong(settings.text("idoc.first")) - 1;
  }

  synchronized long nextIdoc() {
    return ++last;
  }

  /**
   * Tells of an IDoc, at once or when the job runs.
   *
   * @param sent the number that its sender gave it
   * @param order the notification that it made or changed; empty for none
   */
  synchronized void tell(String sent, String status, String message, Optional<BookedOrder> order) {
    String[] parts = message.split("\\|", 3);
    StringBuilder xml = new StringBuilder("<E1STATE SEGMENT=\"1\">");
    put(xml, "DOCNUM", sent);
    put(xml, "STATUS", status);
    put(xml, "STATXT", parts[2]);
    put(xml, "STAMID", parts[0]);
    put(xml, "STAMNO", parts[1]);
    xml.append("<E1PRTOB SEGMENT=\"1\">");
    put(xml, "DOCNUM", nextIdoc());
    order.ifPresent(made -> object(xml, made));
    waiting.add(xml.append("</E1PRTOB></E1STATE>").toString());
    if (!held) {
      run();
    }
  }

  /** What the customer's extension shows: the notification as it stands now. */
  private static void object(StringBuilder xml, BookedOrder order) {
    put(xml, "OBJTYPE", "BUS2038");
    put(xml, "OBJKEY", order.number());
    xml.append("<Z1BCKST SEGMENT=\"1\">");
    put(xml, "REFERENCE", order.fields().getOrDefault("REFERENCE", ""));
    put(xml, "PRIORITY", order.fields().getOrDefault("PRIORITY", ""));
    xml.append("</Z1BCKST>");
  }

  private static void put(StringBuilder xml, String name, Object value) {
    xml.append("<%s>%s</%s>".formatted(name, Soap.escape(value), name));
  }

  /** The job runs: what waits goes out. */
  synchronized void run() {
    while (!waiting.isEmpty()) {
      List<String> some = waiting.subList(0, Math.min(MOST, waiting.size()));
      write(String.join("", some));
      some.clear();
    }
  }

  private void write(String states) {
    long number = nextIdoc();
    String xml =
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ALEAUD01><IDOC BEGIN=\"1\"><EDI_DC40 SEGMENT=\"1\">"
                + "<TABNAM>EDI_DC40</TABNAM><MANDT>%s</MANDT><DOCNUM>%016d</DOCNUM><DIRECT>1</DIRECT>"
                + "<IDOCTYP>ALEAUD01</IDOCTYP><CIMTYP>ZBCKAUD1</CIMTYP><MESTYP>ALEAUD</MESTYP><SNDPRT>LS</SNDPRT>"
                + "<SNDPRN>%s</SNDPRN><RCVPRT>LS</RCVPRT><RCVPRN>%s</RCVPRN></EDI_DC40>"
                + "<E1ADHDR SEGMENT=\"1\"><MESTYP_LNG>ZBCKNOTIF</MESTYP_LNG>%s</E1ADHDR></IDOC></ALEAUD01>")
            .formatted(
                settings.text("client"),
                number,
                settings.text("receiver"),
                settings.text("sender"),
                states);
    try {
      Path part = Files.writeString(folder.resolve(".ALEAUD_" + number), xml);
      Files.move(
          part, folder.resolve("ALEAUD_%d.xml".formatted(number)), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
