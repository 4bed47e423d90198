package org.bellcrank.itests.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.bellcrank.delivery.scaffold.Scaffold;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A new folder keeps all promises as it is made, of each family. */
class ScaffoldContractTest {

  /** Made in the folder of each test. */
  private static UnaryOperator<Path> made(String family) {
    return test -> {
      Path folder = test.resolve("made").resolve("new-" + family);
      try {
        return Files.exists(folder)
            ? folder
            : Scaffold.make("new-" + family, family, folder.getParent());
      } catch (IOException refused) {
        throw new UncheckedIOException(refused);
      }
    };
  }

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  class RestTest extends FolderContract {
    RestTest() {
      super(made("rest"));
    }
  }

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  class RestTokenTest extends FolderContract {
    RestTokenTest() {
      super(made("rest-token"));
    }
  }

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  class SoapTest extends FolderContract {
    SoapTest() {
      super(made("soap"));
    }
  }

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  class SqlTest extends SqlFolderContract {
    SqlTest() {
      super(made("sql"));
    }
  }
}
