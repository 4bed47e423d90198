package org.bellcrank.driver.opcua;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bellcrank.asset.GapListener;
import org.bellcrank.asset.GapReport;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel that somebody listens to. Told by one thread at a time. */
final class Heard {

  private static final Logger LOG = LoggerFactory.getLogger(Heard.class);

  private final String whose;
  private final Map<String, Object> channel;
  private final String name;
  private final DataType type;
  private final ChannelListener listener;
  private final Point point;
  private final RefusedValueException refused;
  private final Missed missed = new Missed();
  private volatile boolean plain;
  private Instant last;
  private String failure;
  private Class<?> before;
  private volatile boolean gone;
  private volatile boolean lost;
  private volatile boolean silent = true;

  /**
   * Takes a channel as it stands in an asset.
   *
   * @throws IllegalArgumentException when it names no type of value; what else is wrong with it is
   *     told to the listener
   */
  Heard(String whose, Map<String, Object> channel, ChannelListener listener, Point.Preset preset) {
    this.whose = whose;
    this.channel = Collections.unmodifiableMap(new HashMap<>(channel));
    this.listener = listener;
    name = String.valueOf(channel.get("+name"));
    String given = String.valueOf(channel.get("+value.type"));
    type =
        Stream.of(DataType.values())
            .filter(each -> each.name().equalsIgnoreCase(given))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "OPC UA driver %s channel %s +value.type: given %s; allowed: %s"
                            .formatted(whose, name, given, List.of(DataType.values()))));
    Point found = null;
    RefusedValueException wrong = null;
    try {
      found = ChannelSettings.point(channel, preset);
      if (found.kind() == Kind.METHOD) {
        throw new RefusedValueException("kind", found.kind(), "VALUE, EVENT for listening");
      }
    } catch (RefusedValueException e) {
      wrong = e;
    }
    point = wrong == null ? found : null;
    refused = wrong;
  }

  /** Null when the channel's settings are refused. */
  Point point() {
    return point;
  }

  /** How far its value must move before it is told. */
  Deadband deadband() {
    return plain ? Deadband.NONE : point.deadband();
  }

  /**
   * The server refuses the deadband: the driver's is taken back for this channel, since it was
   * meant for those that can have it.
   *
   * @return false where it is the channel's own, so that a person must know
   */
  boolean takesBackDeadband() {
    boolean own = !String.valueOf(channel.getOrDefault("deadband", "")).isBlank();
    if (own || deadband().filter() == null) {
      return false;
    }
    plain = true;
    return true;
  }

  RefusedValueException refused() {
    return refused;
  }

  ChannelListener listener() {
    return listener;
  }

  String name() {
    return name;
  }

  DataType type() {
    return type;
  }

  /** Values before this one, which is told next, were lost at the server. */
  synchronized void overran(DataValue value) {
    if (fills()) {
      missed.overran(value);
      return;
    }
    Optional<Instant> to = Missed.time(value).map(at -> new DateTime(at).getJavaInstant());
    if (last != null && to.isPresent()) {
      String why =
          "the server's queue of %d values ran over; fill.gaps is false".formatted(point.queue());
      tell(
          new GapReport(
              last, to, "queue of the server", 0, 0, List.of(new GapReport.Open(last, to, why))));
    }
  }

  /** A value as the server told it, with its own time and state. */
  synchronized void tell(DataValue value, long now) {
    if (fills() && !missed.hears(value, failure != null)) {
      return;
    }
    ChannelRecord record = record(now);
    Object content = value.value().value();
    if (value.statusCode().isGood() && content != null) {
      if (before != null && before != content.getClass()) {
        LOG.warn(
            "OPC UA driver {} channel {}: {} is of type {} now, was {}; it is read on",
            whose,
            name,
            point.node(),
            content.getClass().getSimpleName(),
            before.getSimpleName());
      }
      before = content.getClass();
    }
    lost = false;
    silent = false;
    last = Missed.time(value).map(at -> new DateTime(at).getJavaInstant()).orElse(null);
    Records.fill(record, value, now);
    failure = failure(record);
    hand(record);
  }

  /** Something else that happened, as a value of the channel's own type. */
  synchronized void tell(Object value, long at) {
    lost = false;
    silent = false;
    ChannelRecord record = record(at);
    try {
      record.setValue(Values.typed(value, type));
      record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    } catch (RefusedValueException e) {
      Records.fail(record, e.getMessage(), e);
    }
    failure = failure(record);
    hand(record);
  }

  /** The session went; told as a failure. */
  synchronized void lose(String why, Exception cause, long now) {
    lost = true;
    breaks();
    fail(why, cause, now);
  }

  /** Whether what an outage left out is read from the server's history. */
  boolean fills() {
    return point != null
        && point.fills()
        && point.kind() == Kind.VALUE
        && point.attribute() == AttributeId.Value;
  }

  /** Nothing is heard of it from now on. */
  synchronized void breaks() {
    if (fills()) {
      missed.breaks();
    }
  }

  /** The server is there again. */
  synchronized void returns() {
    missed.returns();
  }

  /** The session stood for a while; asked about once a second. */
  synchronized void stands() {
    missed.stands();
  }

  /** What it missed is asked and changed only within this. */
  synchronized <T> T missed(Function<Missed, T> asked) {
    return asked.apply(missed);
  }

  /**
   * A value that the server kept of a gap, with its own time. It says nothing of how the channel is
   * now, so only a good value is told: a failure would be taken for one of today.
   */
  synchronized Filled fill(DataValue value, Gap gap, long now) {
    Optional<Long> at = Missed.time(value);
    if (at.isEmpty() || !gap.holds(at.get())) {
      return Filled.OUTSIDE;
    }
    gap.reaches(at.get());
    if (!gap.isNew(at.get())) {
      return Filled.KNOWN;
    }
    ChannelRecord record = record(now);
    Records.fill(record, value, now);
    boolean good = record.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS;
    gap.counts(good);
    if (!good) {
      return Filled.BAD;
    }
    hand(record);
    return Filled.TOLD;
  }

  /** What became of a gap, for who wants to hear it. */
  void tell(GapReport gap) {
    if (gone || !(listener instanceof GapListener hears)) {
      return;
    }
    try {
      hears.onGap(gap);
    } catch (RuntimeException e) { // of any maker, as below
      LOG.error("OPC UA driver {} channel {}: its listener failed", whose, name, e);
    }
  }

  /** What became of a value of the history. */
  enum Filled {
    /** To the listener. */
    TOLD,
    /** The subscription told it. */
    KNOWN,
    /** Its quality, or its type, is none to tell. */
    BAD,
    /** Before or after the gap, or without a time of its source. */
    OUTSIDE
  }

  /** Whether nothing was told since the session went. */
  boolean lost() {
    return lost;
  }

  /** Whether nothing was told yet, or not since it failed for whatever reason. */
  boolean silent() {
    return silent;
  }

  /** Its listener hears nothing more, whatever is on its way. */
  void leave() {
    gone = true;
  }

  /** Why no values come; told once until it is another reason or values come again. */
  synchronized void fail(String why, Exception cause, long now) {
    silent = true;
    if (!Objects.equals(failure, why)) {
      ChannelRecord record = record(now);
      Records.fail(record, why, cause);
      failure = why;
      hand(record);
    }
  }

  private static String failure(ChannelRecord record) {
    return record.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
        ? null
        : record.getChannelStatus().getExceptionMessage();
  }

  private ChannelRecord record(long now) {
    ChannelRecord record = ChannelRecord.createReadRecord(name, type);
    record.setChannelConfig(channel);
    record.setTimestamp(now);
    return record;
  }

  private void hand(ChannelRecord record) {
    if (gone) {
      return;
    }
    try {
      listener.onChannelEvent(new ChannelEvent(record));
    } catch (RuntimeException e) {
      // Of any maker: what it throws must not end the thread that serves all the others.
      LOG.error("OPC UA driver {} channel {}: its listener failed", whose, name, e);
    }
  }
}
