package org.bellcrank.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Store;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The word {@code site}: which versions there were, what differs, and the way back to one. */
@Component
public final class SiteVerb implements Verb {

  /** Versions that are looked through; each is a full set of texts. */
  private static final int MOST = 1000;

  private static final String HELP =
      """
      site versions --data DIR        which versions of the site documents were in force, newest
                                      first
      site diff A [B] --data DIR      what makes version A version B (default: the one in force)
      site activate A --data DIR      brings version A back into force and its texts into the
                                      documents folder; what the folder held otherwise is kept
        --data DIR  the data directory of a gateway that does not run; of one that runs, put the
                    texts into its documents folder: it takes them within a second
        A, B        the id that versions prints, or its beginning
      Ends with 0; 1 when this gateway cannot read a version any more; 2 for wrong usage.""";

  private final Store store;
  private final SiteDocuments documents;
  private final DataDirectory data;

  /** Speaks about the versions of one store. */
  @Activate
  public SiteVerb(
      @Reference Store store, @Reference SiteDocuments documents, @Reference DataDirectory data) {
    this.store = store;
    this.documents = documents;
    this.data = data;
  }

  @Override
  public String name() {
    return "site";
  }

  @Override
  public String summary() {
    return "versions of the site documents: list, compare, return to one";
  }

  @Override
  public String help() {
    return HELP;
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    List<DocumentVersions.Version> all =
        store.read(unit -> unit.port(DocumentVersions.class).newest(MOST));
    String word = arguments.isEmpty() ? "" : arguments.get(0);
    try {
      if (word.equals("versions") && arguments.size() == 1) {
        versions(all, terminal);
        return 0;
      }
      if (word.equals("diff") && (arguments.size() == 2 || arguments.size() == 3)) {
        DocumentVersions.Version from = find(all, arguments.get(1));
        difference(
            from, arguments.size() == 3 ? find(all, arguments.get(2)) : all.get(0), terminal);
        return 0;
      }
      if (word.equals("activate") && arguments.size() == 2) {
        return activate(find(all, arguments.get(1)), terminal);
      }
    } catch (IllegalArgumentException e) {
      terminal.error(e.getMessage());
      return 2;
    }
    terminal.error("site: given %s; allowed:%n%s".formatted(arguments, HELP));
    return 2;
  }

  private DocumentVersions.Version find(List<DocumentVersions.Version> all, String given) {
    List<DocumentVersions.Version> found =
        all.stream().filter(each -> !given.isEmpty() && each.id().startsWith(given)).toList();
    long ids = found.stream().map(DocumentVersions.Version::id).distinct().count();
    if (ids != 1) {
      throw new IllegalArgumentException(
          "site: given version %s, which %s in %s; allowed: an id that 'site versions' prints"
              .formatted(given, ids == 0 ? "is not" : ids + " versions begin with", data.root()));
    }
    return found.get(0);
  }

  private void versions(List<DocumentVersions.Version> all, Terminal terminal) {
    for (int i = 0; i < all.size(); i++) {
      DocumentVersions.Version each = all.get(i);
      terminal.line(
          "%s  since %s  %d files%s"
              .formatted(each.id(), each.at(), each.files().size(), i == 0 ? "  in force" : ""));
    }
    if (all.isEmpty()) {
      terminal.line(
          "%s: no version was ever in force; --data names a gateway's directory"
              .formatted(data.root()));
    }
  }

  private static void difference(
      DocumentVersions.Version from, DocumentVersions.Version to, Terminal terminal) {
    Map<String, String> before = from.files();
    Map<String, String> after = to.files();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      if (!after.containsKey(name)) {
        terminal.line(name + ": only in " + from.id());
      } else if (!before.containsKey(name)) {
        terminal.line(name + ": only in " + to.id());
      } else if (!before.get(name).equals(after.get(name))) {
        terminal.line(name + ":");
        TextDifference.lines(before.get(name), after.get(name)).forEach(terminal::line);
      }
    }
    if (before.equals(after)) {
      terminal.line("%s and %s are the same".formatted(from.id(), to.id()));
    }
  }

  private int activate(DocumentVersions.Version version, Terminal terminal) {
    try {
      Optional<Path> aside = documents.returnTo(version);
      terminal.line("%s is in force and lies in %s".formatted(version.id(), data.documents()));
      aside.ifPresent(
          folder -> terminal.line("what lay there otherwise is kept in %s".formatted(folder)));
      return 0;
    } catch (InvalidDocumentException e) {
      e.problems().forEach(problem -> terminal.error(problem.text()));
      terminal.error(
          "site: %s does not fit this gateway any more; nothing was changed"
              .formatted(version.id()));
      return 1;
    } catch (IOException e) {
      terminal.error(
          "site: %s cannot be written: %s; the version in force stays"
              .formatted(data.documents(), e));
      return 2;
    }
  }
}
