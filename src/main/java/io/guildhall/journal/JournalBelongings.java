package io.guildhall.journal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Belongings;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What stands under a member moves by entries, never by an edit (RULES, Identity): each
 * account is cleared for the one and charged for the other. The accounts stay as they
 * are.
 */
@Component
@Transactional
@RequiredArgsConstructor
class JournalBelongings implements Belongings {

	private static final String STANDING = """
			select l.account, l.currency, sum(l.minor) as minor from journal_lines l
			where l.organization_id = :organization and l.member_id = :from
			group by l.account, l.currency having sum(l.minor) <> 0""";

	private final JournalService journal;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	@Override
	public String key() {
		return "journal";
	}

	/** How many accounts something stands on. */
	@Override
	@Transactional(readOnly = true)
	public long count(MemberId member) {
		return jdbc.sql("select count(*) from (" + STANDING + ") as standing")
			.param("organization", tenancy.current())
			.param("from", member.id())
			.query(Long.class)
			.single();
	}

	@Override
	public String move(UUID merge, MemberId from, MemberId to) {
		String moved = jdbc
			.sql("select cast(coalesce(jsonb_agg(to_jsonb(s)), '[]') as text) from (" + STANDING + ") as s")
			.param("organization", tenancy.current())
			.param("from", from.id())
			.query(String.class)
			.single();
		post(merge, "MERGED", from, to, moved);
		return moved;
	}

	@Override
	public void moveBack(UUID merge, MemberId from, MemberId to, String moved) {
		post(merge, "UNMERGED", to, from, moved);
	}

	private void post(UUID merge, String reason, MemberId from, MemberId to, String moved) {
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		journal.postAll("""
				select 'MERGE' as source_type, cast(:merge as uuid) as source_id, cast(:reason as text) as reason,
					cast(:at as timestamptz) as at, cast(:day as date) as day, s.account, side.minor, s.currency,
					side.member_id
				from jsonb_to_recordset(cast(:moved as jsonb)) as s (account text, currency text, minor bigint)
				cross join lateral (values (-s.minor, cast(:from as uuid)), (s.minor, cast(:to as uuid)))
					as side (minor, member_id)
				where cast(:organization as uuid) is not null""",
				Map.of("merge", merge, "reason", reason, "at", Timestamp.from(now), "day",
						java.sql.Date.valueOf(organizations.dayOf(now)), "moved", moved, "from", from.id(), "to",
						to.id()));
	}

}
