package org.bellcrank.health.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.testing.MemoryStore;
import org.junit.jupiter.api.Test;

class PutBacksTest {

  private final MemoryStore store = new MemoryStore();
  private final List<String> asked = new ArrayList<>();
  private final PutBacks returns = new PutBacks(Clock.systemUTC());

  private void putBack() {
    returns.putBack(new GoodPackages.Version("bellcrank-core", "1.0.0"));
  }

  @Test
  void whatIsPutBackStandsInTheJournal() {
    returns.set(store);
    returns.set(
        (name, version) -> {
          asked.add(name + " " + version);
          return true;
        });
    putBack();
    assertThat(asked).containsExactly("bellcrank-core 1.0.0");
    Entry entry = store.entries().get(0);
    assertThat(entry.kind()).isEqualTo("package.returned");
    assertThat(entry.subject()).isEqualTo("bellcrank-core");
    assertThat(entry.facts().text("to")).contains("1.0.0");
    assertThat(entry.facts().text("who")).contains("health");
  }

  @Test
  void whatCouldNotBePutBackDoesNotAndAStoreThatIsGoneOrFullIsNoTrouble() {
    returns.set(store);
    putBack();
    returns.set((name, version) -> false);
    putBack();
    assertThat(store.entries()).isEmpty();
    returns.set((name, version) -> asked.add(name));
    store.full(true);
    putBack();
    returns.unset(store);
    putBack();
    assertThat(store.entries()).isEmpty();
    assertThat(asked).hasSize(2);
  }
}
