package io.guildhall.activity;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Imports are taken back, and days handed from one member to another, one after the
 * other: who looked for days while they changed hands would find them under neither id.
 */
@Component
@RequiredArgsConstructor
class ActivityTurns {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Waits until nobody else has the turn, and has it until the transaction ends. To be
	 * called before any row of days is touched; a merge has the rows of its members by
	 * then, for which nobody waits who has the turn.
	 */
	void take() {
		jdbc.sql("""
				insert into activity_turns (organization_id, turn) values (:organization, 1)
				on conflict (organization_id) do update set turn = activity_turns.turn + 1
				where activity_turns.organization_id = :organization
				""").param("organization", tenancy.current()).update();
	}

}
