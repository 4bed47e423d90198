package org.bellcrank.itests.contract;

import org.bellcrank.itests.doubles.DoubleOptions;
import org.junit.jupiter.api.Test;

/** The promises of delivery and of reading, kept with SAP S/4HANA. */
class SapS4ContractTest extends ClosureContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new SapS4Plant(options);
  }

  @Override
  String shown(String status) {
    return status.equals("NOPR") ? "3" : "4";
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("field.frozen", "MaintPriority");
  }

  /** It says {@code __next} then; a page that is shorter than asked for is not the last. */
  @Test
  void endsAreReadThoughTheServerGivesLessThanItIsAskedFor() {
    reopen(DoubleOptions.free().setting("page.maximum", "3"));
    endsOfMoreOrdersThanAPageHoldsAreAllRead();
  }
}
