package io.guildhall.chatlog;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Turns local times into instants. Of a time that happens twice the earlier is taken; one
 * that never happens moves forward by the gap; both are doubtful.
 */
final class LocalTimes {

	private final ZoneRules rules;

	LocalTimes(ZoneId zone) {
		this.rules = zone.getRules();
	}

	Moment at(LocalDateTime local) {
		if (this.rules.isFixedOffset()) {
			return new Moment(local, local.toInstant(this.rules.getOffset(Instant.EPOCH)), false);
		}
		List<ZoneOffset> offsets = this.rules.getValidOffsets(local);
		if (offsets.size() == 1) {
			return new Moment(local, local.toInstant(offsets.get(0)), false);
		}
		ZoneOffset offset = offsets.isEmpty() ? this.rules.getTransition(local).getOffsetBefore() : offsets.get(0);
		return new Moment(local, local.toInstant(offset), true);
	}

	/** A local time, when that was, and whether that is beyond doubt. */
	record Moment(LocalDateTime local, Instant at, boolean doubtful) {

	}

}
