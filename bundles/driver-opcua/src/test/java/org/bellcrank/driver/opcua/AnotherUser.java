package org.bellcrank.driver.opcua;

import org.bellcrank.driver.opcua.security.SharedLibrary;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One more user of the library, which stays as long as the class: after the last one its threads
 * need two seconds to end, and the next one waits for that.
 */
final class AnotherUser implements BeforeAllCallback, AfterAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) throws InterruptedException {
    SharedLibrary.enter();
    SharedLibrary.await();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    SharedLibrary.leave();
  }
}
