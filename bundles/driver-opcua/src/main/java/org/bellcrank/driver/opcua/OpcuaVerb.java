package org.bellcrank.driver.opcua;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bellcrank.driver.opcua.security.Ciphers;
import org.bellcrank.driver.opcua.security.TrustFolder;
import org.bellcrank.driver.opcua.security.Words;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.osgi.service.component.annotations.Component;

/** The word {@code opcua}: what a server shows, before anybody writes a channel. */
@Component(service = Verb.class)
public final class OpcuaVerb implements Verb {

  @Override
  public String name() {
    return "opcua";
  }

  @Override
  public String summary() {
    return "nodes of an OPC UA server with their values, ready as channels; what it kept of one;"
        + " profiles of machines";
  }

  @Override
  public String help() {
    return BrowseOptions.HELP;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      BrowseOptions.of(arguments, System.getenv(), Clock.systemUTC());
      return Optional.empty();
    } catch (RefusedValueException e) {
      return Optional.of("opcua " + e.getMessage());
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    BrowseOptions options;
    try {
      options = BrowseOptions.of(arguments, System.getenv(), Clock.systemUTC());
    } catch (RefusedValueException e) {
      terminal.error("opcua " + e.getMessage());
      return 2;
    }
    return options.word().equals("profiles")
        ? profiles(options, terminal)
        : asked(options, terminal);
  }

  private static int profiles(BrowseOptions options, Terminal terminal) {
    try {
      for (String name : Profile.OWN) {
        terminal.line(name);
        Profile.of("profile", name, options.folder())
            .lines()
            .forEach(
                (signal, line) ->
                    terminal.line(
                        "  %s  %s  %s  (%s)"
                            .formatted(
                                signal,
                                line.node(),
                                line.grade().name().toLowerCase(java.util.Locale.ROOT),
                                line.source())));
      }
      return 0;
    } catch (RefusedValueException e) {
      terminal.error("opcua " + e.getMessage());
      return 2;
    }
  }

  private static int asked(BrowseOptions options, Terminal terminal) {
    Login login =
        new Login(
            options.folder(),
            new KeyChoice("opcua", "", ""),
            "",
            "",
            options.user(),
            options::password);
    Link link =
        new Link(
            options.place(),
            login,
            new TrustFolder(TrustFolder.Side.SERVER, "opcua", options.folder()),
            Clock.systemUTC(),
            there -> {});
    Ciphers.need(options.place().policy());
    try {
      OpcUaClient client = link.client();
      if (!link.doubt().isEmpty()) {
        terminal.progress("the server: " + link.doubt());
      }
      if (!options
          .place()
          .policy()
          .equals(org.eclipse.milo.opcua.stack.core.security.SecurityPolicy.None)) {
        terminal.progress("shown as " + login.application());
      }
      return options.word().equals("history")
          ? history(client, options, terminal)
          : browse(client, options, terminal);
    } catch (RefusedValueException e) {
      terminal.error("opcua " + e.getMessage());
      return 2;
    } catch (ConnectionException e) {
      terminal.error(e.getMessage().replaceFirst("; it is tried again.*", ""));
      return 3;
    } catch (UaException e) {
      terminal.error("opcua: the server did not answer (%s)".formatted(Words.of(e)));
      return 3;
    } catch (IOException | org.bellcrank.keys.MissingKeysException e) {
      terminal.error("opcua: " + e.getMessage());
      return 3;
    } finally {
      link.close();
      Ciphers.leave(options.place().policy());
    }
  }

  private static int browse(OpcUaClient client, BrowseOptions options, Terminal terminal)
      throws RefusedValueException, UaException {
    Browser browser = new Browser(client, options, terminal);
    browser.below(options.node().on(client));
    return browser.whole() ? 0 : 1;
  }

  private static int history(OpcUaClient client, BrowseOptions options, Terminal terminal)
      throws RefusedValueException, UaException {
    boolean more =
        new History(client, options.page())
            .read(
                options.node().on(client),
                options.from(),
                options.to(),
                options.most(),
                each -> terminal.line(line(each)));
    if (more) {
      terminal.error(
          "opcua --most: given %d; there are more values; the rest is left out"
              .formatted(options.most()));
    }
    return more ? 1 : 0;
  }

  private static String line(DataValue value) {
    DateTime at = value.sourceTime() == null ? value.serverTime() : value.sourceTime();
    return "%s  %s  %s"
        .formatted(
            at == null ? "-" : at.getJavaInstant(),
            Values.text(value.value().value()).replaceAll("\\p{Cntrl}", " "),
            Words.of(value.statusCode()));
  }
}
