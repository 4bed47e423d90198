package org.bellcrank.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The word {@code check}: site documents and connectors, without a gateway. */
@Component
public final class CheckVerb implements Verb {

  private final ExpressionLanguage language;

  /** Checks with the language in which the documents' expressions are written. */
  @Activate
  public CheckVerb(@Reference ExpressionLanguage language) {
    this.language = language;
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "what is wrong with site documents and connectors, before a gateway sees them";
  }

  @Override
  public String help() {
    return CheckOptions.HELP;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      CheckOptions.of(arguments);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    CheckOptions options;
    try {
      options = CheckOptions.of(arguments);
    } catch (IllegalArgumentException e) {
      terminal.error(e.getMessage());
      return 2;
    }
    try {
      if (options.schemas().isPresent()) {
        write(options.schemas().get(), terminal);
      }
    } catch (IOException e) {
      terminal.error("check: the schemas cannot be written: " + e);
      return 2;
    }
    return FolderCheck.run(options.paths(), new SiteReader(language), terminal) ? 0 : 1;
  }

  private static void write(Path folder, Terminal terminal) throws IOException {
    Files.createDirectories(folder);
    Map<String, String> schemas = DocumentSchemas.all();
    for (Map.Entry<String, String> schema : schemas.entrySet()) {
      Files.writeString(folder.resolve(schema.getKey()), schema.getValue());
    }
    terminal.line("%s: %d schemas written".formatted(folder, schemas.size()));
  }
}
