package io.guildhall.onboarding;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The ladders: one of the organization, and of each channel that wants another. What was
 * reached by another ladder stays reached.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class ChannelLadders {

	/** The scope of the organization. */
	static final UUID ALL = new UUID(0, 0);

	private final ChannelService channels;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/** The ladder of channels that have none of their own. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public LadderDetails get() {
		return read(ALL).orElse(new LadderDetails(LadderTerms.USUAL, false, 0));
	}

	/**
	 * The ladder of a channel.
	 * @throws ChannelRefused if there is no such channel for who asks
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public LadderDetails get(ChannelId channel) {
		channels.get(channel);
		return read(channel.id()).orElseGet(() -> new LadderDetails(get().terms(), false, 0));
	}

	/**
	 * Sets the ladder of channels that have none of their own.
	 * @param version at which it was read; null writes over whatever there is
	 */
	@May(Permission.POLICY_EDIT)
	public LadderDetails change(LadderTerms terms, @Nullable Long version) {
		LadderTerms before = get().terms();
		write(ALL, terms, version);
		audit.record("onboarding.ladder.changed", "organization", tenancy.current(), before.fields(), terms.fields());
		return get();
	}

	/**
	 * Gives a channel a ladder of its own, or changes it.
	 * @param version at which it was read; null writes over whatever there is
	 * @throws ChannelRefused if there is no such channel for who acts
	 */
	@May(Permission.COMMUNITY_EDIT)
	public LadderDetails change(ChannelId channel, LadderTerms terms, @Nullable Long version) {
		LadderTerms before = get(channel).terms();
		write(channel.id(), terms, version);
		audit.record("onboarding.ladder.changed", "channel", channel, before.fields(), terms.fields());
		return get(channel);
	}

	/**
	 * The channel goes by the ladder of the organization. A second time changes nothing.
	 * @throws ChannelRefused if there is no such channel for who acts
	 */
	@May(Permission.COMMUNITY_EDIT)
	public LadderDetails follow(ChannelId channel) {
		LadderTerms before = get(channel).terms();
		int gone = jdbc.sql("delete from channel_ladders where organization_id = :organization and scope_id = :scope")
			.param("organization", tenancy.current())
			.param("scope", channel.id())
			.update();
		if (gone > 0) {
			audit.record("onboarding.ladder.followed", "channel", channel, before.fields(), get().terms().fields());
		}
		return get(channel);
	}

	private Optional<LadderDetails> read(UUID scope) {
		return jdbc.sql("""
				select steps, check_ins, stuck_days, version from channel_ladders
				where organization_id = :organization and scope_id = :scope
				""")
			.param("organization", tenancy.current())
			.param("scope", scope)
			.query((row,
					number) -> new LadderDetails(new LadderTerms(
							Arrays.stream((String[]) row.getArray(1).getArray()).map(LadderStep::valueOf).toList(),
							row.getInt(2), row.getInt(3)), true, row.getLong(4)))
			.optional();
	}

	private void write(UUID scope, LadderTerms terms, @Nullable Long version) {
		int written = jdbc.sql("""
				insert into channel_ladders as l (organization_id, scope_id, version, steps, check_ins, stuck_days)
				select :organization, :scope, 1, :steps, :checkIns, :stuckDays
				where cast(:version as bigint) is null or cast(:version as bigint) = 0
					or exists (select from channel_ladders where organization_id = :organization and scope_id = :scope)
				on conflict (organization_id, scope_id) do update set version = l.version + 1, steps = excluded.steps,
					check_ins = excluded.check_ins, stuck_days = excluded.stuck_days
				where cast(:version as bigint) is null or l.version = cast(:version as bigint)
				""")
			.param("organization", tenancy.current())
			.param("scope", scope)
			.param("steps", terms.names())
			.param("checkIns", terms.checkIns())
			.param("stuckDays", terms.stuckDays())
			.param("version", version)
			.update();
		if (written == 0) {
			throw new ObjectOptimisticLockingFailureException(LadderTerms.class, scope);
		}
	}

}
