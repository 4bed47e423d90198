package org.bellcrank.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.site.EgressProfile.AIR_GAPPED;
import static org.bellcrank.site.EgressProfile.CONNECTED;
import static org.bellcrank.site.EgressProfile.SITE_ONLY;

import org.bellcrank.site.EgressProfile.Goods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EgressProfileTest {

  @ParameterizedTest
  @EnumSource
  void nothingLeavesAnAirGappedSiteAndEverythingAConnectedOne(Goods goods) {
    assertThat(AIR_GAPPED.allows(goods)).isFalse();
    assertThat(CONNECTED.allows(goods)).isTrue();
  }

  @Test
  void aSiteOfItsOwnTellsHowItIsAndNothingOfWhatItSaw() {
    assertThat(SITE_ONLY.allows(Goods.HEALTH)).isTrue();
    assertThat(SITE_ONLY.allows(Goods.CONFIGURATION)).isTrue();
    assertThat(SITE_ONLY.allows(Goods.FIGURES)).isTrue();
    assertThat(SITE_ONLY.allows(Goods.ORDERS)).isFalse();
    assertThat(SITE_ONLY.allows(Goods.IMAGES)).isFalse();
  }

  @Test
  void wordsAndBack() {
    assertThat(EgressProfile.of("air-gapped")).contains(AIR_GAPPED);
    assertThat(EgressProfile.of("AIR_GAPPED")).isEmpty();
    assertThat(EgressProfile.words()).isEqualTo("air-gapped, site-only, connected");
    assertThat(EgressProfile.wordsAllowing(Goods.FIGURES)).isEqualTo("site-only, connected");
  }
}
