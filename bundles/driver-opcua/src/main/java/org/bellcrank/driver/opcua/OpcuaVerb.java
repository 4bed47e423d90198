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
    return "nodes of an OPC UA server with their values, ready as channels; profiles of machines";
  }

  @Override
  public String help() {
    return BrowseOptions.HELP;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      BrowseOptions.of(arguments, System.getenv());
      return Optional.empty();
    } catch (RefusedValueException e) {
      return Optional.of("opcua " + e.getMessage());
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    BrowseOptions options;
    try {
      options = BrowseOptions.of(arguments, System.getenv());
    } catch (RefusedValueException e) {
      terminal.error("opcua " + e.getMessage());
      return 2;
    }
    return options.profiles() ? profiles(options, terminal) : browse(options, terminal);
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

  private static int browse(BrowseOptions options, Terminal terminal) {
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
      if (!options
          .place()
          .policy()
          .equals(org.eclipse.milo.opcua.stack.core.security.SecurityPolicy.None)) {
        terminal.progress("shown as " + login.application());
      }
      Browser browser = new Browser(client, options, terminal);
      browser.below(options.node().on(client));
      return browser.whole() ? 0 : 1;
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
}
