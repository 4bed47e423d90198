package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.eclipse.kura.KuraException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataKeyTest {

  @TempDir private Path folder;

  @Property(tries = 50)
  void whatIsSealedComesBack(@ForAll String secret) throws Exception {
    DataKey key = DataKey.of(Files.createTempDirectory(Path.of("target"), "key"));
    String valid = new String(secret.getBytes("UTF-8"), "UTF-8");

    assertThat(new String(key.decryptAes(key.encryptAes(valid.toCharArray())))).isEqualTo(valid);
  }

  @Test
  void theKeyOutlivesTheProcessAndIsItsOwnersAlone() throws Exception {
    char[] sealed = DataKey.of(folder).encryptAes("pit".toCharArray());

    assertThat(DataKey.of(folder).decryptAes(sealed)).isEqualTo("pit".toCharArray());
    Path file = folder.resolve("keys/runtime.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aPlainTextAnotherKeysValueOrADamagedOneIsRefused() throws Exception {
    DataKey key = DataKey.of(folder.resolve("a"));
    char[] foreign = DataKey.of(folder.resolve("b")).encryptAes("pit".toCharArray());
    char[] damaged = key.encryptAes("pit".toCharArray());
    damaged[damaged.length - 6] = damaged[damaged.length - 6] == 'A' ? 'B' : 'A';

    for (char[] value :
        new char[][] {"secret".toCharArray(), "a-b".toCharArray(), foreign, damaged}) {
      assertThatThrownBy(() -> key.decryptAes(value)).isInstanceOf(KuraException.class);
    }
  }

  @Test
  void aDamagedKeyFileIsToldRatherThanReplaced() throws Exception {
    DataKey.of(folder);
    Files.writeString(folder.resolve("keys/runtime.key"), "short");

    assertThatThrownBy(() -> DataKey.of(folder))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("holds 5 bytes");
  }
}
