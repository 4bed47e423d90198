package org.bellcrank.driver.modbus;

import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One more driver, which lives as long as the class: the last one that ends needs two seconds to
 * let go of what all of them share, and the next one waits for that.
 */
final class Another implements BeforeAllCallback, AfterAllCallback {

  private ModbusDriver driver;

  @Override
  public void beforeAll(ExtensionContext context) {
    driver = new ModbusDriver(Settings.of(Map.of()), Map.of("kura.service.pid", "another"));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    driver.deactivate();
  }
}
