package org.bellcrank.keys.kura.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.junit.jupiter.api.Test;

class PasswordsTest {

  private static final String IV = Base64.getEncoder().encodeToString(new byte[12]);
  private static final String SEALED =
      IV + "-" + Base64.getEncoder().encodeToString("0123456789abcdef pit".getBytes());

  @Test
  void eachOfTheThreeFormsIsThePlainPassword() {
    assertThat(Passwords.plain(new Password("pit"), new Opener(), "x")).isEqualTo("pit");
    assertThat(Passwords.plain("pit", new Opener(), "x")).isEqualTo("pit");
    assertThat(Passwords.plain(SEALED, new Opener(), "x")).isEqualTo("opened");
    assertThat(Passwords.plain(new Password(SEALED), new Opener(), "x")).isEqualTo("opened");
    assertThat(Passwords.plain(null, new Opener(), "x")).isEmpty();
  }

  @Test
  void whatTheGatewayDidNotSealIsTakenAsItStands() {
    String looksSealed = "a".repeat(16) + "-" + "b".repeat(22);
    assertThat(Passwords.plain(looksSealed, new Opener(), "x")).isEqualTo(looksSealed);
    assertThat(Passwords.plain("with-dash", new Opener(), "x")).isEqualTo("with-dash");
    String escapes = "c".repeat(17) + "-" + "b".repeat(22);
    assertThat(Passwords.plain(escapes, new Opener(), "x")).isEqualTo(escapes);
    assertThat(Passwords.plain(SEALED, null, "x")).isEqualTo(SEALED);
    assertThat(Passwords.looksSealed(new Password(SEALED))).isTrue();
    assertThat(Passwords.looksSealed("pit")).isFalse();
    assertThat(Passwords.looksSealed(null)).isFalse();
  }

  /** As on Kura: what was not sealed is refused, in one of two ways. */
  private static final class Opener implements CryptoService {

    @Override
    public char[] encryptAes(char[] value) {
      throw new AssertionError("nothing is sealed here");
    }

    @Override
    public char[] decryptAes(char[] sealed) throws KuraException {
      String text = new String(sealed);
      if (text.equals(SEALED)) {
        return "opened".toCharArray();
      }
      if (text.startsWith("c")) {
        throw new IllegalArgumentException("Illegal base64 character");
      }
      throw new KuraException(KuraErrorCode.DECODER_ERROR, "not an encrypted value");
    }
  }
}
