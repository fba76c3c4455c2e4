package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Remembers which rules and runs hold no tags any more. Who took a tag over from one of
 * them gives it back to nobody: it would stay on the member for ever, and no rule and no
 * undo would ask for it again. So it is with what else a run said.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class TagHolders {

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * A rule or run holds no tags from now on; a second time changes nothing.
	 * @param takenOff whether its tags come off; otherwise they stay as if somebody had
	 * put them on
	 */
	void end(UUID holder, boolean takenOff) {
		jdbc.sql("""
				insert into ended_tag_holders (organization_id, id, taken_off, ended_at)
				values (:organization, :holder, :takenOff, :now)
				on conflict (organization_id, id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("holder", holder)
			.param("takenOff", takenOff)
			.param("now", Timestamp.from(clock.instant()))
			.update();
	}

	/** Those of the runs that were taken back. */
	Set<UUID> takenBack(Collection<UUID> runs) {
		return new HashSet<>(jdbc.sql("""
				select id from ended_tag_holders
				where organization_id = :organization and taken_off and id = any(cast(:runs as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("runs", runs.stream().map(UUID::toString).toArray(String[]::new))
			.query(UUID.class)
			.list());
	}

}
