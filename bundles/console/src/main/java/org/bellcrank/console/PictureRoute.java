package org.bellcrank.console;

import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.delivery.PictureLinks;
import org.bellcrank.delivery.PictureLinks.Opened;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;

/** What a link in a CMMS shows: one picture, for as long as the link lives, to whoever has it. */
record PictureRoute(Store store, EvidenceStore evidence, Supplier<Optional<PictureLinks>> links)
    implements Route {

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return PictureLinks.PATH + "{instance}/{sha256}";
  }

  @Override
  public boolean provesItself() {
    return true;
  }

  @Override
  public Answer answer(Request request) {
    String hash = request.path().get("sha256");
    Opened opened =
        links
            .get()
            .map(
                there ->
                    there.open(
                        request.path().get("instance"),
                        hash,
                        request.query("until").orElse(""),
                        request.query("signature").orElse("")))
            .orElseGet(Opened.Unproven::new);
    if (opened instanceof Opened.Picture picture) {
      return EvidenceRoute.show(store, evidence, picture.sha256());
    }
    return opened instanceof Opened.Over over
        ? new Answer.Gone("this link ended on " + over.since())
        : new Answer.NotFound("picture under this link");
  }
}
