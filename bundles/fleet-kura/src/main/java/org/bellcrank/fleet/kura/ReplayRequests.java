package org.bellcrank.fleet.kura;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.replay.Replays;
import org.bellcrank.replay.Report;

/**
 * Replays that the cloud asks for: begun in the background, told by id. Numbers are figures; which
 * findings and orders differ is what the gateway saw, and leaves only where orders may.
 */
final class ReplayRequests {

  private final Replays replays;
  private final Documents documents;

  ReplayRequests(Replays replays, Documents documents) {
    this.replays = replays;
    this.documents = documents;
  }

  Reply start(Call call) throws RefusedRequestException, InvalidDocumentException {
    Optional<String> version = call.metric("version");
    Optional<Map<String, String>> files =
        version.isPresent() ? Optional.of(documents.files(version.get())) : Optional.empty();
    Map<String, String> texts = new TreeMap<>();
    for (String name : new String[] {"from", "to", "warm.up"}) {
      call.metric(name).ifPresent(text -> texts.put(name, text));
    }
    try {
      return state(replays.start(texts, files));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw RefusedRequestException.bad(e.getMessage());
    }
  }

  Reply state(String id) throws RefusedRequestException {
    return Reply.json(replays.state(id).orElseThrow(() -> unknown(id)));
  }

  Reply report(String id) throws RefusedRequestException {
    if (replays.state(id).isEmpty()) {
      throw unknown(id);
    }
    Report report =
        replays
            .report(id)
            .orElseThrow(
                () ->
                    RefusedRequestException.bad(
                        "replay %s has no report yet; GET replay/%s tells how it goes"
                            .formatted(id, id)));
    return Reply.json(report.facts());
  }

  private static RefusedRequestException unknown(String id) {
    return RefusedRequestException.missing(
        "given replay '%s'; allowed: an id that EXEC replay answered; the newest five are kept until the gateway stops"
            .formatted(id));
  }
}
