package org.bellcrank.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bellcrank.journal.testing.MemoryStore;
import org.junit.jupiter.api.Test;

class JournalVerifierTest {

  private static String export(int entries) throws IOException {
    MemoryStore store = new MemoryStore();
    for (int i = 0; i < entries; i++) {
      String subject = "finding " + i + (i % 3 == 0 ? " ü\"\n€😀" : "");
      Facts facts = Facts.with("n", i).put("share", i / 7.0).put("list", List.of("a", 1)).build();
      Instant at = Instant.ofEpochSecond(1_750_000_000L + i, i * 1_000_003L);
      store.commit(
          unit -> {
            unit.append(at, "finding.disposed", subject, facts);
            return null;
          });
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JournalExport.write(store, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static ChainCheck verify(String text) throws IOException {
    return JournalVerifier.verify(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static ChainCheck verify(List<String> lines) throws IOException {
    return verify(String.join("\n", lines) + "\n");
  }

  @Test
  void anUntouchedExportIsIntact() throws IOException {
    assertThat(verify(export(0))).isEqualTo(new ChainCheck.Intact(0));
    assertThat(verify(export(1))).isEqualTo(new ChainCheck.Intact(1));
    assertThat(verify(export(2500))).isEqualTo(new ChainCheck.Intact(2500));
  }

  @Property(tries = 300)
  void anyChangedCharacterIsFound(
      @ForAll @IntRange(min = 1, max = 12) int entries, @ForAll Random random) throws IOException {
    String text = export(entries);
    int at = random.nextInt(text.length() - 1);
    char other = (char) ('!' + random.nextInt(90));
    if (text.charAt(at) == other) {
      return;
    }
    String changed = text.substring(0, at) + other + text.substring(at + 1);
    assertThat(verify(changed)).isInstanceOf(ChainCheck.Broken.class);
  }

  @Property(tries = 200)
  void anyRemovedEntryIsFoundAtItsPlace(
      @ForAll @IntRange(min = 1, max = 12) int entries, @ForAll Random random) throws IOException {
    List<String> lines = new ArrayList<>(export(entries).lines().toList());
    int entry = 1 + random.nextInt(entries);
    lines.remove(entry);
    assertThat(verify(lines))
        .isInstanceOfSatisfying(
            ChainCheck.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(entry));
  }

  @Property(tries = 200)
  void anyTwoExchangedEntriesAreFoundAtTheFirst(
      @ForAll @IntRange(min = 2, max = 12) int entries, @ForAll Random random) throws IOException {
    List<String> lines = new ArrayList<>(export(entries).lines().toList());
    int first = 1 + random.nextInt(entries - 1);
    int second = first + 1 + random.nextInt(entries - first);
    Collections.swap(lines, first, second);
    assertThat(verify(lines))
        .isInstanceOfSatisfying(
            ChainCheck.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(first));
  }

  @Property(tries = 100)
  void anEntryWithANewHashBreaksTheNext(@ForAll @IntRange(min = 2, max = 12) int entries)
      throws IOException {
    List<String> lines = new ArrayList<>(export(entries).lines().toList());
    Facts first = Facts.parse(lines.get(1));
    String hash = Chain.hash(1, first.requireText("at"), "forged", "forged", "{}", Chain.START);
    lines.set(
        1,
        first.toBuilder()
            .put("kind", "forged")
            .put("subject", "forged")
            .put("facts", "{}")
            .put("hash", hash)
            .build()
            .json());
    assertThat(verify(lines))
        .isInstanceOfSatisfying(
            ChainCheck.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(2));
  }

  @Test
  void anyCutOffEndIsFound() throws IOException {
    String text = export(5);
    for (int length = 0; length < text.length() - 1; length++) {
      assertThat(verify(text.substring(0, length)))
          .as("cut to %d characters", length)
          .isInstanceOf(ChainCheck.Broken.class);
    }
  }

  @Test
  void aFileWrittenWhollyAnewIsFoundByItsHead() throws IOException {
    String text = export(3);
    String head = Facts.parse(text.lines().toList().get(4)).requireText("head");
    byte[] forged = export(2).getBytes(StandardCharsets.UTF_8);
    assertThat(JournalVerifier.verify(new ByteArrayInputStream(forged), head))
        .isInstanceOf(ChainCheck.Broken.class);
    byte[] right = text.getBytes(StandardCharsets.UTF_8);
    assertThat(JournalVerifier.verify(new ByteArrayInputStream(right), head))
        .isEqualTo(new ChainCheck.Intact(3));
  }

  // Computed by hand with another program (Python's hashlib) from the description in Chain.
  @Test
  void theHashIsTheDocumentedOne() {
    assertThat(
            Chain.hash(
                1, Instant.parse("2026-03-01T12:00:00Z"), "a.b", "ü", "{\"n\":1}", Chain.START))
        .isEqualTo("d2c7b3757460b2b43c56a6a0e7d5cc95869aa174ca3a1d4fdce96447d195612f");
  }
}
