package org.bellcrank.stream;

/** Who hears of stretches around findings, from their beginning to their end. Any thread. */
interface Stretches {

  /** Nobody. */
  Stretches NONE =
      new Stretches() {
        @Override
        public void begun(String point, Crossing crossing) {}

        @Override
        public void lost(String point, Crossing crossing, String why) {}

        @Override
        public void over(Stretch stretch) {}
      };

  /** Samples of a point are gathered around a crossing. */
  void begun(String point, Crossing crossing);

  /** None will be gathered. */
  void lost(String point, Crossing crossing, String why);

  /** All that come are gathered. */
  void over(Stretch stretch);
}
