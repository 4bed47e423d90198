package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of BODs in a folder, asked by plain files. */
class InforBodDoubleTest {

  private static final String REFERENCE = "ABCDEFGHIJKLMNOPQRST";

  @TempDir Path share;
  private InforBodDouble infor;

  @BeforeEach
  void start() {
    reopen(DoubleOptions.free());
  }

  private void reopen(DoubleOptions options) {
    stop();
    infor = InforBodDouble.start(options, share);
  }

  @AfterEach
  void stop() {
    if (infor != null) {
      infor.close();
    }
  }

  private static String message(String id, String action, String header) {
    return ("<ProcessMaintenanceOrder xmlns=\"http://schema.infor.com/InforOAGIS/2\" releaseID=\"9.2\"><ApplicationArea>"
            + "<Sender><LogicalID>lid://infor.file.x</LogicalID><ComponentID>x</ComponentID><ConfirmationCode>OnError</ConfirmationCode></Sender>"
            + "<CreationDateTime>2026-03-29T06:00:00Z</CreationDateTime><BODID>%s</BODID></ApplicationArea><DataArea><Process>"
            + "<TenantID>PLANT</TenantID><AccountingEntityID>LYON</AccountingEntityID><ActionCriteria><ActionExpression actionCode=\"%s\"/></ActionCriteria></Process>"
            + "<MaintenanceOrder><MaintenanceOrderHeader>%s</MaintenanceOrderHeader></MaintenanceOrder></DataArea></ProcessMaintenanceOrder>")
        .formatted(id, action, header);
  }

  private static String order(String asset) {
    return "<AlternateDocumentID><ID>%s</ID></AlternateDocumentID><Description>Belt tear</Description><PriorityCode>2</PriorityCode><Asset><ID>%s</ID></Asset>"
        .formatted(REFERENCE, asset);
  }

  private static String change(String more) {
    return "<DocumentID><ID>10001</ID></DocumentID><AlternateDocumentID><ID>%s</ID></AlternateDocumentID>%s"
        .formatted(REFERENCE, more);
  }

  /** As a careful sender does: beside, then by its name. */
  private void put(String name, String text) throws IOException {
    Path part = Files.writeString(share.resolve("in/." + name), text);
    Files.move(part, share.resolve("in/" + name), StandardCopyOption.ATOMIC_MOVE);
    until(() -> names("in").isEmpty());
  }

  private List<String> names(String folder) {
    try (Stream<Path> files = Files.list(share.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException away) {
      return List.of();
    }
  }

  private String answer(int number) throws IOException {
    return Files.readString(share.resolve("answers/ANSWER_%06d.xml".formatted(number)));
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 20 s").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void aRequestIsAnsweredWithTheNumberOfItsOrder() throws IOException {
    put("a.xml", message("ONE", "Add", order("LY-PRESS-1")));
    assertThat(answer(1))
        .contains("<AcknowledgeMaintenanceOrder", "<BODID>ONE</BODID>", "actionCode=\"Accepted\"")
        .contains(">10001</ID>", "<ID>" + REFERENCE + "</ID>", "<PriorityCode>2</PriorityCode>");
  }

  @Test
  void answersMayBeHeld() throws IOException {
    reopen(DoubleOptions.free().setting("answers.held", "true"));
    put("a.xml", message("ONE", "Add", order("LY-PRESS-1")));
    assertThat(infor.books().orders()).hasSize(1);
    assertThat(names("answers")).isEmpty();
    infor.tell();
    assertThat(names("answers")).hasSize(1);
  }

  @Test
  void aRejectionIsToldTwice() throws IOException {
    put("a.xml", message("ONE", "Add", order("NOWHERE")));
    assertThat(answer(1)).contains("actionCode=\"Rejected\"", "NOWHERE does not exist");
    assertThat(answer(2)).contains("<ConfirmBOD", "<BODID>ONE</BODID>", "NOWHERE does not exist");
    assertThat(infor.books().orders()).isEmpty();
  }

  @Test
  void theSameMessageTwiceMakesTwoOrdersUnlessTheReferenceIsLookedFor() throws IOException {
    String message = message("ONE", "Add", order("LY-PRESS-1"));
    put("a.xml", message);
    put("a.xml", message);
    assertThat(infor.books().duplicates()).containsKey(REFERENCE);
    reopen(DoubleOptions.free().setting("reference.checked", "true"));
    put("a.xml", message);
    put("a.xml", message);
    assertThat(infor.books().orders()).hasSize(1);
  }

  @Test
  void aChangeShowsTheOrderAsItStandsThenAndALinkIsKeptOnce() throws IOException {
    put("a.xml", message("ONE", "Add", order("LY-PRESS-1")));
    put("b.xml", message("TWO", "Change", change("<PriorityCode>1</PriorityCode>")));
    assertThat(answer(2)).contains("<PriorityCode>1</PriorityCode>");
    String link =
        "<Attachment><FileName>a.jpg</FileName><URI>https://g.example/a</URI></Attachment>";
    put("c.xml", message("THREE", "Change", change(link)));
    put("d.xml", message("FOUR", "Change", change(link)));
    assertThat(infor.books().orders().get(0).attachments())
        .extracting(BookedAttachment::name)
        .containsExactly("https://g.example/a");
  }

  @Test
  void aFileThatCannotBeReadGoesToTheErrors() throws IOException {
    put("a.xml", "<half>");
    put("b.xml", message("ONE", "Delete", order("LY-PRESS-1")));
    assertThat(names("error")).containsExactly("a.xml", "a.xml.txt", "b.xml", "b.xml.txt");
    assertThat(names("answers")).isEmpty();
  }
}
