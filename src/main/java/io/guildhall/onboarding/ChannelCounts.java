package io.guildhall.onboarding;

import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
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

	private final OnboardingSettings settings;

	/** A browser saw the bait for the first time. */
	void visited(ChannelId channel, UUID bait, LocalDate day) {
		count(channel, bait, day, 1, 0);
	}

	/** A form looked like a machine's. */
	void refused(ChannelId channel, LocalDate day) {
		count(channel, NO_BAIT, day, 0, 1);
	}

	/**
	 * Counts a form that is sent.
	 * @param address of who sends it; only its hash under the secret is kept, and for the
	 * stretch only
	 * @return whether the address may send it
	 */
	boolean admits(ChannelId channel, byte[] secret, String address, Instant now) {
		long seconds = settings.onboarding().stretch().toSeconds();
		Timestamp stretch = Timestamp.from(Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds));
		jdbc.sql("""
				delete from channel_tries
				where organization_id = :organization and channel_id = :channel and stretch < :stretch
				""")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.param("stretch", stretch)
			.update();
		int tries = jdbc
			.sql("""
					insert into channel_tries (organization_id, channel_id, stretch, address, tries)
					values (:organization, :channel, :stretch, :address, 1)
					on conflict (organization_id, channel_id, stretch, address) do update set tries = channel_tries.tries + 1
					returning tries
					""")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.param("stretch", stretch)
			.param("address",
					HexFormat.of().formatHex(FormToken.mac(secret, address.getBytes(StandardCharsets.UTF_8)), 0, 16))
			.query(Integer.class)
			.single();
		return tries <= settings.onboarding().forms();
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
