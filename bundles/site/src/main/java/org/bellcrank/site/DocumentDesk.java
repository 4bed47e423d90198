package org.bellcrank.site;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;

/**
 * Where site documents come in that nobody put into the documents folder: from text areas of the
 * gateway's configuration, from the fleet's command. They are judged as files are, take effect all
 * or nothing, and lie in the documents folder afterwards, so that the folder is what is in force
 * whichever way a change came; the latest change wins. A service, safe for any thread.
 */
public interface DocumentDesk {

  /**
   * Checks the documents as a whole; nothing changes.
   *
   * @param files texts by file name
   * @return the version they would have, see {@link Site#version()}
   * @throws InvalidDocumentException with every mistake
   */
  String check(Map<String, String> files) throws InvalidDocumentException;

  /**
   * Checks the documents as a whole and keeps them aside under their version, so that {@link
   * #returnTo} can bring them into force later. The newest twenty are kept; what is in force stays.
   *
   * @param files texts by file name
   * @return the version they have
   * @throws InvalidDocumentException with every mistake; nothing was kept
   * @throws IOException when they cannot be written
   */
  String keep(Map<String, String> files) throws InvalidDocumentException, IOException;

  /** What is kept aside, by version. */
  Map<String, Map<String, String>> kept();

  /**
   * Checks the documents as a whole and brings them into force, or nothing of them. A refusal is
   * logged, journalled and stands in {@link ActiveSite#refusals()}.
   *
   * @param files texts by file name
   * @param from where they come from, for the journal, for example {@code text areas}
   * @return the version in force now
   * @throws InvalidDocumentException with every mistake; the version in force stays
   * @throws IOException when the documents folder cannot be written; nothing new is in force
   */
  String activate(Map<String, String> files, String from)
      throws InvalidDocumentException, IOException;

  /**
   * Brings a version into force that was in force before or is kept aside.
   *
   * @param version its id; the version in force is allowed and changes nothing
   * @return the version in force now
   * @throws UnknownVersionException when there is no such version
   * @throws InvalidDocumentException when this gateway reads it otherwise than the one before
   * @throws IOException when the documents folder cannot be written
   */
  String returnTo(String version, String from)
      throws UnknownVersionException, InvalidDocumentException, IOException;

  /**
   * Brings back what was in force before the version that is; told twice, it returns.
   *
   * @return the version in force now
   * @throws UnknownVersionException when there was none before
   * @throws InvalidDocumentException when this gateway reads it otherwise than the one before
   * @throws IOException when the documents folder cannot be written
   */
  String rollBack(String from)
      throws UnknownVersionException, InvalidDocumentException, IOException;

  /** Versions that were in force, newest first, at most {@code limit}. */
  List<DocumentVersions.Version> versions(int limit);

  /** The version that came last from there, whatever is in force now. */
  Optional<String> lastFrom(String from);
}
