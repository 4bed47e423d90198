package org.bellcrank.delivery.scaffold;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Component;

/** The word {@code connector}: the folder of a new one. */
@Component
public final class ConnectorVerb implements Verb {

  @Override
  public String name() {
    return "connector";
  }

  @Override
  public String summary() {
    return "the folder of a new connector, and whether it keeps the promises of delivery";
  }

  @Override
  public String help() {
    return ConnectorOptions.HELP;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      ConnectorOptions.of(arguments);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    ConnectorOptions asked;
    try {
      asked = ConnectorOptions.of(arguments);
    } catch (IllegalArgumentException e) {
      terminal.error(e.getMessage());
      return 2;
    }
    try {
      Path folder = Scaffold.make(asked.name(), asked.family(), asked.into());
      terminal.line(
          "%s: made, family %s; a template, nothing verified".formatted(folder, asked.family()));
      terminal.line("next: its README.md says which file to change first");
      terminal.line("      ./bellcrank check " + folder);
      terminal.line("      ./bellcrank connector test " + folder);
      return 0;
    } catch (IOException e) {
      terminal.error("connector: the folder cannot be written: " + e);
      return 1;
    }
  }
}
