package io.guildhall.onboarding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Counts what happens on public pages, in transactions of its own: a refusal must not
 * undo it.
 */
@Component
@Transactional(propagation = Propagation.REQUIRES_NEW)
@RequiredArgsConstructor
class ChannelCounts {

	private static final UUID NO_BAIT = new UUID(0, 0);

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Somebody saw the bait for the first time. */
	void visited(ChannelId channel, UUID bait, LocalDate day) {
		count(channel, bait, day, 1, 0);
	}

	/** A form looked like a machine's. */
	void refused(ChannelId channel, LocalDate day) {
		count(channel, NO_BAIT, day, 0, 1);
	}

	private void count(ChannelId channel, UUID bait, LocalDate day, int visits, int refused) {
		jdbc.sql("""
				insert into channel_days (organization_id, channel_id, bait_id, day, visits, refused)
				values (:organization, :channel, :bait, :day, :visits, :refused)
				on conflict (organization_id, channel_id, bait_id, day) do update
				set visits = channel_days.visits + excluded.visits, refused = channel_days.refused + excluded.refused
				""")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.param("bait", bait)
			.param("day", Date.valueOf(day))
			.param("visits", visits)
			.param("refused", refused)
			.update();
	}

}
