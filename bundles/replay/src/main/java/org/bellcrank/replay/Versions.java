package org.bellcrank.replay;

import java.util.HashMap;
import java.util.Map;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;

/** The documents of a recording, read once. For one thread. */
public final class Versions {

  private final Recording recording;
  private final SiteReader reader;
  private final Map<String, Site> read = new HashMap<>();

  /** Reads the documents of a recording. */
  public Versions(Recording recording, SiteReader reader) {
    this.recording = recording;
    this.reader = reader;
  }

  /** Takes a version as already read, for example what an import made of it. */
  public Versions with(String version, Site site) {
    read.put(version, site);
    return this;
  }

  /** Documents that were in force and are gone, or cannot be read any more. */
  static final class GoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GoneException(String message) {
      super(message);
    }
  }

  Site read(String version) {
    return read.computeIfAbsent(version, this::find);
  }

  private Site find(String version) {
    Map<String, String> files =
        recording
            .documents(version)
            .orElseThrow(
                () ->
                    new GoneException(
                        "documents %s were in force then, and the recording does not hold them; a later from may do"
                            .formatted(version)));
    try {
      return reader.read(files);
    } catch (InvalidDocumentException e) {
      throw new GoneException(
          "documents %s were in force then, and this version of Bellcrank refuses them: %s"
              .formatted(
                  version, String.join(" | ", e.problems().stream().map(Problem::text).toList())));
    }
  }
}
