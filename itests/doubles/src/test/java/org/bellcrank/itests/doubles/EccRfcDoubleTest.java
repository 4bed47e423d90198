package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.EccRfcFailure.Group;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each quirk of ECC's function modules, one test each, on raw calls. */
class EccRfcDoubleTest {

  private static final String CREATE = "BAPI_ALM_NOTIF_CREATE";
  private static final String SAVE = "BAPI_ALM_NOTIF_SAVE";
  private static final String MODIFY = "BAPI_ALM_NOTIF_DATA_MODIFY";
  private static final String COMMIT = "BAPI_TRANSACTION_COMMIT";
  private static final String ROLLBACK = "BAPI_TRANSACTION_ROLLBACK";
  private static final String REFERENCE = "ABCDEFGHIJKLMNOPQRST";
  private static final String FIRST = "000010000001";

  @TempDir Path folder;
  private EccRfcDouble ecc;
  private EccRfcConnection session;

  @BeforeEach
  void start() throws EccRfcFailure {
    reopen(DoubleOptions.free());
  }

  private void reopen(DoubleOptions options) throws EccRfcFailure {
    stop();
    ecc = EccRfcDouble.start(options);
    session = connect();
  }

  private EccRfcConnection connect() throws EccRfcFailure {
    return ecc.connect(ecc.host(), "00", "100", "BELLCRANK", "bremen-gateway");
  }

  @AfterEach
  void stop() {
    if (ecc != null) {
      ecc.close();
    }
  }

  private static Map<String, Object> notification(String... header) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("SHORT_TEXT", "Belt tear");
    fields.put("EQUIPMENT", "000000000010000451");
    fields.put("PRIORITY", "2");
    for (int i = 0; i < header.length; i += 2) {
      fields.put(header[i], header[i + 1]);
    }
    return new LinkedHashMap<>(
        Map.of(
            "NOTIF_TYPE",
            "M1",
            "NOTIFHEADER",
            fields,
            "LONGTEXTS",
            List.of(Map.of("OBJTYPE", "QMEL", "FORMAT_COL", "*", "TEXT_LINE", "seen")),
            "EXTENSIONIN",
            List.of(Map.of("STRUCTURE", "BAPI_TE_QMEL", "VALUEPART1", REFERENCE))));
  }

  private static Object at(Map<String, Object> result, String structure, String field) {
    return ((Map<?, ?>) result.get(structure)).get(field);
  }

  /** The rows of RETURN that say that it was not done, with their words. */
  private static List<String> refusals(Map<String, Object> result) {
    return ((List<?>) result.get("RETURN"))
        .stream()
            .map(row -> (Map<?, ?>) row)
            .filter(row -> "E".equals(row.get("TYPE")))
            .map(row -> row.get("ID") + " " + row.get("NUMBER") + " " + row.get("MESSAGE"))
            .toList();
  }

  private String created(EccRfcConnection in) throws EccRfcFailure {
    return String.valueOf(at(in.execute(CREATE, notification()), "NOTIFHEADER_EXPORT", "NOTIF_NO"));
  }

  /** From the first call to the commit; the number that SAVE gave. */
  private String kept() throws EccRfcFailure {
    Map<String, Object> saved = session.execute(SAVE, Map.of("NUMBER", created(session)));
    session.execute(COMMIT, Map.of("WAIT", "X"));
    return String.valueOf(at(saved, "NOTIFHEADER", "NOTIF_NO"));
  }

  @Test
  void theNumberIsTemporaryUntilItIsSaved() throws EccRfcFailure {
    String temporary = created(session);
    assertThat(temporary).isEqualTo("%00000000001");
    Map<String, Object> saved = session.execute(SAVE, Map.of("NUMBER", temporary));
    assertThat(at(saved, "NOTIFHEADER", "NOTIF_NO")).isEqualTo(FIRST);
    assertThat(ecc.books().orders()).isEmpty();
    session.execute(COMMIT, Map.of("WAIT", "X"));
    assertThat(ecc.books().byNumber(FIRST).orElseThrow().fields())
        .containsEntry("SHORT_TEXT", "Belt tear")
        .containsEntry("LONGTEXT", "seen")
        .containsEntry("REFERENCE", REFERENCE);
  }

  @Test
  void whatOneSessionMadeAnotherDoesNotKnow() throws EccRfcFailure {
    String temporary = created(session);
    Map<String, Object> elsewhere = connect().execute(SAVE, Map.of("NUMBER", temporary));
    assertThat(refusals(elsewhere)).singleElement().asString().contains("does not exist");
    session.execute(SAVE, Map.of("NUMBER", temporary));
    connect().execute(COMMIT, Map.of("WAIT", "X"));
    assertThat(ecc.books().orders()).isEmpty();
  }

  @Test
  void withoutACommitNothingIsKept() throws EccRfcFailure {
    session.execute(SAVE, Map.of("NUMBER", created(session)));
    session.disconnect();
    assertThat(ecc.books().orders()).isEmpty();
    assertThat(catchThrowableOfType(EccRfcFailure.class, () -> created(session)).group())
        .isEqualTo(Group.COMMUNICATION);
  }

  @Test
  void aCommitThatDoesNotWaitIsKeptLater() throws EccRfcFailure {
    session.execute(SAVE, Map.of("NUMBER", created(session)));
    session.execute(COMMIT, Map.of());
    Map<String, Object> read = session.execute("ZBCK_NOTIF_READ", Map.of("NOTIF_NO", FIRST));
    assertThat(read).doesNotContainKey("ES_HEADER");
    session.disconnect();
    assertThat(ecc.books().byNumber(FIRST)).isPresent();
  }

  @Test
  void aRollbackForgetsWhatWasSavedAndItsNumberIsLost() throws EccRfcFailure {
    session.execute(SAVE, Map.of("NUMBER", created(session)));
    session.execute(ROLLBACK, Map.of());
    session.execute(COMMIT, Map.of("WAIT", "X"));
    assertThat(ecc.books().orders()).isEmpty();
    assertThat(kept()).isEqualTo("000010000002");
  }

  @ParameterizedTest
  @CsvSource({
    "EQUIPMENT,10000451,Equipment 10000451 does not exist",
    "EQUIPMENT,NO-SUCH,Equipment NO-SUCH does not exist",
    "PRIORITY,9,Priority 9"
  })
  void aRowOfTypeEStandsBesideANumberThatCanBeSavedAllTheSame(
      String field, String value, String words) throws EccRfcFailure {
    Map<String, Object> result = session.execute(CREATE, notification(field, value));
    assertThat(refusals(result)).singleElement().asString().contains(words);
    Object number = at(result, "NOTIFHEADER_EXPORT", "NOTIF_NO");
    session.execute(SAVE, Map.of("NUMBER", number));
    session.execute(COMMIT, Map.of("WAIT", "X"));
    assertThat(ecc.books().orders()).hasSize(1);
  }

  @Test
  void aRecordThatSomebodyElseHoldsIsARowMc601() throws EccRfcFailure {
    kept();
    ecc.lock(1);
    assertThat(refusals(change("1", "X"))).singleElement().asString().startsWith("MC 601 ");
    assertThat(refusals(change("1", "X"))).isEmpty();
  }

  private Map<String, Object> change(String priority, String mark) throws EccRfcFailure {
    return session.execute(
        MODIFY,
        Map.of(
            "NUMBER",
            FIRST,
            "NOTIFHEADER",
            Map.of("PRIORITY", priority),
            "NOTIFHEADER_X",
            Map.of("PRIORITY", mark)));
  }

  @Test
  void aFieldThatIsNotMarkedStaysAsItIs() throws EccRfcFailure {
    kept();
    for (String mark : List.of("", "X")) {
      change("1", mark);
      session.execute(SAVE, Map.of("NUMBER", FIRST));
      session.execute(COMMIT, Map.of("WAIT", "X"));
      assertThat(ecc.books().byNumber(FIRST).orElseThrow().fields())
          .containsEntry("PRIORITY", mark.isEmpty() ? "2" : "1");
    }
  }

  @Test
  void aNumberWithoutItsZerosIsNone() throws EccRfcFailure {
    kept();
    Map<String, Object> read = session.execute("ZBCK_NOTIF_READ", Map.of("NOTIF_NO", "10000001"));
    assertThat(read).doesNotContainKey("ES_HEADER");
    assertThat(refusals(read)).singleElement().asString().contains("10000001 does not exist");
  }

  @Test
  void theSameNotificationIsTakenTwiceAndTheReferenceFindsBoth() throws EccRfcFailure {
    kept();
    kept();
    Map<String, Object> found = session.execute("ZBCK_NOTIF_FIND", Map.of("REFERENCE", REFERENCE));
    assertThat((List<?>) found.get("ET_NOTIF")).hasSize(2);
  }

  @Test
  void daysAndTimesComeWithoutMarksAndWhatIsNotThereIsInitial() throws EccRfcFailure {
    kept();
    Map<String, Object> read = session.execute("ZBCK_NOTIF_READ", Map.of("NOTIF_NO", FIRST));
    assertThat(String.valueOf(at(read, "ES_HEADER", "CHANGED_DATE"))).matches("20\\d{6}");
    assertThat(String.valueOf(at(read, "ES_HEADER", "CHANGED_TIME"))).matches("\\d{6}");
    assertThat(at(read, "ES_HEADER", "COMPL_DATE")).isEqualTo("00000000");
  }

  @Test
  void aFileGoesAsBytesUpToALimit() throws EccRfcFailure {
    reopen(DoubleOptions.free().setting("attachment.bytes", "4"));
    kept();
    assertThat(refusals(attach("abcd"))).isEmpty();
    assertThat(refusals(attach("abcde"))).singleElement().asString().contains("too big");
    assertThat(ecc.books().byNumber(FIRST).orElseThrow().attachments())
        .extracting(BookedAttachment::bytes)
        .containsExactly(4L);
  }

  private Map<String, Object> attach(String text) throws EccRfcFailure {
    return session.execute(
        "ZBCK_NOTIF_ATTACH",
        Map.of(
            "NOTIF_NO",
            FIRST,
            "FILE_NAME",
            "a.jpg",
            "MIME_TYPE",
            "image/jpeg",
            "CONTENT",
            text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatDoesNotFitTheInterfaceIsNotCalled() {
    for (Map<String, Object> unfit :
        List.of(
            notification("SHORT_TEXT", "x".repeat(41)),
            notification("COLOUR", "red"),
            Map.<String, Object>of("NOTIF_TYP", "M1"),
            Map.<String, Object>of("NOTIFHEADER", "flat"))) {
      EccRfcFailure failure =
          catchThrowableOfType(EccRfcFailure.class, () -> session.execute(CREATE, unfit));
      assertThat(failure.group()).as("%s", unfit).isEqualTo(Group.CONVERSION);
    }
    assertThat(
            catchThrowableOfType(
                    EccRfcFailure.class, () -> session.execute("BAPI_ALM_NOTIF_LIST", Map.of()))
                .group())
        .isEqualTo(Group.FUNCTION_NOT_FOUND);
  }

  @Test
  void whoIsNotKnownGetsNoSession() {
    assertThatThrownBy(() -> ecc.connect(ecc.host(), "00", "100", "BELLCRANK", "old"))
        .extracting("group")
        .isEqualTo(Group.LOGON_FAILURE);
    assertThatThrownBy(() -> ecc.connect(ecc.host(), "00", "200", "BELLCRANK", "bremen-gateway"))
        .extracting("group")
        .isEqualTo(Group.LOGON_FAILURE);
    assertThatThrownBy(() -> ecc.connect(ecc.host(), "01", "100", "BELLCRANK", "bremen-gateway"))
        .extracting("group")
        .isEqualTo(Group.COMMUNICATION);
    ecc.expireKey();
    assertThatThrownBy(this::connect).extracting("group").isEqualTo(Group.LOGON_FAILURE);
  }

  @Test
  void aRightToCallThatIsMissingIsASystemFailureWithAKeyOfItsOwn() {
    ecc.faults().add(Fault.next(FaultKind.FORBIDDEN, 1).on(Operation.CREATE));
    assertThat(catchThrowableOfType(EccRfcFailure.class, () -> created(session)))
        .satisfies(
            failure -> {
              assertThat(failure.group()).isEqualTo(Group.SYSTEM_FAILURE);
              assertThat(failure.key()).isEqualTo("RFC_NO_AUTHORITY");
            });
  }

  @ParameterizedTest
  @CsvSource({"CLOSED_BEFORE_PROCESSING,0", "TIMEOUT_AFTER_COMMIT,1"})
  void aLineThatBreaksTellsNothingOfWhatWasKept(FaultKind kind, int kept) {
    ecc.faults().add(Fault.next(kind, 1).on(Operation.CREATE));
    EccRfcFailure failure = catchThrowableOfType(EccRfcFailure.class, this::kept);
    assertThat(failure.group()).isEqualTo(Group.COMMUNICATION);
    assertThat(failure.getMessage()).isEqualTo("connection to partner broken");
    assertThat(ecc.books().orders()).hasSize(kept);
  }

  @Test
  void booksOutliveTheDoubleAndNumbersGoOn() throws EccRfcFailure {
    reopen(DoubleOptions.free().books(folder));
    kept();
    reopen(DoubleOptions.free().books(folder));
    assertThat(kept()).isEqualTo("000010000002");
  }
}
