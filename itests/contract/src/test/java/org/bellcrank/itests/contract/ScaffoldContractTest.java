package org.bellcrank.itests.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bellcrank.delivery.scaffold.Scaffold;
import org.junit.jupiter.api.Nested;

/** A new folder keeps all promises as it is made, of each family. */
class ScaffoldContractTest {

  private static Path made(String family) {
    try {
      return Scaffold.make("new-" + family, family, Files.createTempDirectory("scaffold"));
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Nested
  class RestTest extends FolderContract {
    RestTest() {
      super(made("rest"));
    }
  }

  @Nested
  class RestTokenTest extends FolderContract {
    RestTokenTest() {
      super(made("rest-token"));
    }
  }

  @Nested
  class SoapTest extends FolderContract {
    SoapTest() {
      super(made("soap"));
    }
  }

  @Nested
  class SqlTest extends SqlFolderContract {
    SqlTest() {
      super(made("sql"));
    }
  }
}
