package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** AcknowledgeMaintenanceOrder and ConfirmBOD, as files of a folder of the share. */
final class InforBodAnswers {

  private static final String SPACE = "http://schema.infor.com/InforOAGIS/2";

  private final Path folder;
  private final boolean held;
  private final List<String> waiting = new ArrayList<>();
  private int last;

  InforBodAnswers(Settings settings, Path folder) {
    this.folder = folder;
    held = settings.flag("answers.held");
  }

  /** It was done: the order as it stands now. */
  synchronized void accepted(InforBod bod, BookedOrder order) {
    String noun =
        "<MaintenanceOrder><MaintenanceOrderHeader><DocumentID><ID accountingEntity=\"%s\">%s</ID></DocumentID><AlternateDocumentID><ID>%s</ID></AlternateDocumentID><Status><Code>Open</Code><ReasonCode>%s</ReasonCode></Status><PriorityCode>%s</PriorityCode></MaintenanceOrderHeader></MaintenanceOrder>"
            .formatted(
                Soap.escape(bod.entity()),
                order.number(),
                Soap.escape(order.reference()),
                Soap.escape(order.status()),
                Soap.escape(order.fields().getOrDefault("PRIORITY/PRIORITYCODE", "")));
    tell(acknowledge(bod, "Accepted", noun));
  }

  /** It was not done: once as an answer, once as a message about the message. */
  synchronized void rejected(InforBod bod, String words) {
    tell(
        acknowledge(
            bod,
            "Rejected",
            "<MaintenanceOrder><MaintenanceOrderHeader><Status><Code>Failed</Code><Reason>%s</Reason></Status></MaintenanceOrderHeader></MaintenanceOrder>"
                .formatted(Soap.escape(words))));
    tell(
        message(
            "ConfirmBOD",
            "<Confirm>%s</Confirm><BOD><BODFailureMessage><ErrorProcessMessage><Description>%s</Description></ErrorProcessMessage></BODFailureMessage></BOD>"
                .formatted(original(bod), Soap.escape(words))));
  }

  private static String acknowledge(InforBod bod, String action, String noun) {
    return message(
        "AcknowledgeMaintenanceOrder",
        "<Acknowledge><TenantID>%s</TenantID>%s<ResponseCriteria><ResponseExpression actionCode=\"%s\"/></ResponseCriteria></Acknowledge>%s"
            .formatted(Soap.escape(bod.tenant()), original(bod), action, noun));
  }

  private static String original(InforBod bod) {
    return "<OriginalApplicationArea><BODID>%s</BODID></OriginalApplicationArea>"
        .formatted(Soap.escape(bod.id()));
  }

  private static String message(String name, String data) {
    return "<%s xmlns=\"%s\"><ApplicationArea><Sender><LogicalID>lid://infor.eam.eam</LogicalID></Sender></ApplicationArea><DataArea>%s</DataArea></%s>"
        .formatted(name, SPACE, data, name);
  }

  private void tell(String message) {
    waiting.add(message);
    if (!held) {
      tell();
    }
  }

  /** What is held goes out. */
  synchronized void tell() {
    for (String message : waiting) {
      String name = "ANSWER_%06d.xml".formatted(++last);
      try {
        Path part = Files.writeString(folder.resolve("." + name), message);
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException refused) {
        throw new UncheckedIOException(refused);
      }
    }
    waiting.clear();
  }
}
