package org.bellcrank.workorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.MessageDigest;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReferenceTest {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** The first 100 bits of the hash, five by five, by plain arithmetic. */
  @Property(tries = 200)
  void itIsTheFirstHundredBitsOfTheHash(@ForAll String id) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes("UTF-8"));
    BigInteger bits = new BigInteger(1, hash).shiftRight(256 - 100);
    StringBuilder expected = new StringBuilder();
    for (int i = 19; i >= 0; i--) {
      expected.append(ALPHABET.charAt(bits.shiftRight(5 * i).intValue() & 31));
    }
    assertThat(Reference.of(id).value()).isEqualTo(expected.toString());
  }

  @Test
  void anythingElseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reference("lower-case-and-short"))
        .withMessageContaining("20 characters");
  }
}
