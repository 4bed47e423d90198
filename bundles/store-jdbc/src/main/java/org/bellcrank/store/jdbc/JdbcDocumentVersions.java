package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.DocumentVersions;

/** Versions of the site documents as rows. */
final class JdbcDocumentVersions implements DocumentVersions {

  private final Session session;

  JdbcDocumentVersions(Session session) {
    this.session = session;
  }

  @Override
  public void activate(Version version) {
    session.update(
        "INSERT INTO site_version (sequence, id, activated_at, files) VALUES (?, ?, ?, ?)",
        session.count("site.sequence", 1),
        version.id(),
        version.at().toString(),
        Facts.of(new TreeMap<>(version.files())).json());
    session.append(
        version.at(),
        "documents.activated",
        version.id(),
        Facts.with("files", version.files().keySet().stream().sorted().toList()).build());
  }

  @Override
  public Optional<Version> latest() {
    return newest(1).stream().findFirst();
  }

  @Override
  public List<Version> newest(int limit) {
    return session.query(
        "SELECT id, activated_at, files FROM site_version ORDER BY sequence DESC LIMIT ?",
        JdbcDocumentVersions::version,
        limit);
  }

  private static Version version(ResultSet row) throws SQLException {
    Map<String, String> files = new TreeMap<>();
    Facts.parse(row.getString(3))
        .values()
        .forEach((name, text) -> files.put(name, String.valueOf(text)));
    return new Version(row.getString(1), Instant.parse(row.getString(2)), files);
  }
}
