package org.bellcrank.delivery.scaffold;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes a whole connector's folder that keeps its promises against the double it declares. */
public final class Scaffold {

  /** As the folder format has it, and as bundles name the connectors that they bring. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private static final int SHORTEST = 2;
  private static final int LONGEST = 40;

  private Scaffold() {}

  /** Names of the families that there are, the plainest first. */
  public static List<String> families() {
    return Family.NAMES;
  }

  /** Whether this can be a connector's id. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && name.length() >= SHORTEST && name.length() <= LONGEST;
  }

  /**
   * Makes the folder; {@code connector.yaml} is written last, so that whoever watches the directory
   * sees it whole.
   *
   * @param name of the connector, see {@link #isName}
   * @param family one of {@link #families}
   * @param into directory in which the folder is made; made itself when needed
   * @return the new folder
   * @throws FileAlreadyExistsException when there is something of that name; nothing is written
   * @throws IOException when the files cannot be written
   */
  public static Path make(String name, String family, Path into) throws IOException {
    if (!isName(name) || !Family.NAMES.contains(family)) {
      throw new IllegalArgumentException(name + ", " + family);
    }
    Family made = Family.read(family);
    Map<String, String> notes = Family.notes();
    Path folder = Files.createDirectories(into).resolve(name);
    Files.createDirectory(folder);
    for (Map.Entry<String, String> file : made.files().entrySet()) {
      Path target = folder.resolve(file.getKey().replace("NAME", name));
      Files.createDirectories(target.getParent());
      String text = notes.getOrDefault(file.getKey(), "") + made.text(file.getKey());
      Files.writeString(
          target,
          named(text, file.getValue(), name).replace("FAMILY", family),
          StandardOpenOption.CREATE_NEW);
    }
    return folder;
  }

  /** With the new name for that of the folder that the text comes from. */
  private static String named(String text, String source, String name) {
    int end = source.indexOf('/');
    String own = end < 0 ? text : text.replace(source.substring(0, end), name);
    return own.replace("NAME", name);
  }
}
