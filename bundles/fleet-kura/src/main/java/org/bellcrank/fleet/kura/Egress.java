package org.bellcrank.fleet.kura;

import org.bellcrank.site.EgressProfile;

/** The one place that lets something leave the site by the cloud connection, or does not. */
final class Egress {

  private final EgressProfile profile;

  Egress(EgressProfile profile) {
    this.profile = profile;
  }

  EgressProfile profile() {
    return profile;
  }

  boolean allows(EgressProfile.Goods goods) {
    return profile.allows(goods);
  }

  /** Whether anything at all may leave; otherwise no connection is used. */
  boolean open() {
    return profile != EgressProfile.AIR_GAPPED;
  }

  /**
   * Lets it pass.
   *
   * @param what named in the refusal
   * @throws RefusedRequestException when the profile keeps it at the site
   */
  void require(EgressProfile.Goods goods, String what) throws RefusedRequestException {
    if (!profile.allows(goods)) {
      throw RefusedRequestException.bad(
          "%s stays at the site: given egress.profile %s; allowed: %s, in the settings of %s"
              .formatted(
                  what, profile.word(), EgressProfile.wordsAllowing(goods), CloudApplication.PID));
    }
  }
}
