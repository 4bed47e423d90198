package org.bellcrank.itests.contract;

import java.util.HashMap;
import java.util.Map;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Operation;

/** The same Infor EAM, reached by its REST services with a key. */
final class InforEamRestPlant extends InforEamPlant {

  private final boolean password;

  /** With a key. */
  InforEamRestPlant(DoubleOptions options) {
    this(options, false);
  }

  private InforEamRestPlant(DoubleOptions options, boolean password) {
    super(options);
    this.password = password;
  }

  /** With name and password, which the REST services take alone. */
  static InforEamRestPlant withPassword(DoubleOptions options) {
    return new InforEamRestPlant(options, true);
  }

  @Override
  public String kind() {
    return "infor-eam-rest";
  }

  @Override
  public String credential() {
    return password ? "GATEWAY:lyon-infor-gateway" : "lyon-infor-key";
  }

  @Override
  public Map<String, String> context() {
    Map<String, String> context = new HashMap<>(super.context());
    if (password) {
      context.put("signOn", "basic");
    }
    return context;
  }

  @Override
  public String stranger() {
    return "401";
  }

  /** An alert with words, such as for any other order that is not taken. */
  @Override
  public boolean refusesMissingRight(Operation operation) {
    return operation != Operation.UPDATE;
  }
}
