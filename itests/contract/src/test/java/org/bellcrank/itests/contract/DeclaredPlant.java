package org.bellcrank.itests.contract;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.Counterpart;
import org.bellcrank.itests.doubles.DeclaredDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.itests.doubles.SqlDouble;

/** A plant with a double that its connector's folder declares. */
final class DeclaredPlant implements Plant {

  private final DeclaredFolder declared;
  private final Counterpart cmms;

  DeclaredPlant(DeclaredFolder declared, DoubleOptions options) {
    this.declared = declared;
    cmms =
        declared.declaration().isDatabase()
            ? SqlDouble.declared(Databases.server(), options, declared.declaration())
            : DeclaredDouble.start(options, declared.declaration());
  }

  @Override
  public String kind() {
    return declared.folder().getFileName().toString();
  }

  @Override
  public Path home() {
    return declared.folder();
  }

  @Override
  public Counterpart cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms instanceof SqlDouble database ? database.uri() : ((DeclaredDouble) cmms).uri();
  }

  @Override
  public String credential() {
    return cmms instanceof SqlDouble database
        ? database.credential()
        : declared.declaration().credential();
  }

  /** A text may name the double's own address, as {@code {address}}. */
  @Override
  public Map<String, String> context() {
    Map<String, String> context = new LinkedHashMap<>();
    declared
        .entries("context")
        .forEach(
            (name, value) ->
                context.put(
                    name, value.plain().toString().replace("{address}", address().toString())));
    return context;
  }

  /** In SOAP a fault, such as for any other order that is not taken. */
  @Override
  public boolean refusesMissingRight(Operation operation) {
    return declared.declaration().isSoap();
  }

  @Override
  public String asset() {
    return declared.text("asset", "");
  }

  @Override
  public String priority(int ours) {
    return declared.priority(ours);
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get(declared.priorityAt()));
  }

  @Override
  public String priorityName() {
    return declared.priorityAt().replaceFirst(".*/", "");
  }

  @Override
  public String stranger() {
    boolean database = declared.declaration().isDatabase();
    return declared.text("stranger", database ? "password authentication failed" : "401");
  }

  @Override
  public void endSessions() {
    if (cmms instanceof SqlDouble database) {
      database.endSessions();
    } else {
      ((DeclaredDouble) cmms).endSessions();
    }
  }

  @Override
  public Duration longerThanPatience() {
    return Duration.ofSeconds(declared.declaration().isDatabase() ? 8 : 4);
  }

  @Override
  public int biggestFile() {
    return declared.declaration().biggestFile();
  }

  @Override
  public Optional<Ending> ending() {
    return declared.ending();
  }
}
