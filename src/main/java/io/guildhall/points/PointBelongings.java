package io.guildhall.points;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Belongings;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Points move by entries, never by an edit (RULES, Identity): what one has goes out, and
 * comes in for the other with lots that end when the old ones did.
 */
@Component
@Transactional
@RequiredArgsConstructor
class PointBelongings implements Belongings {

	private static final String SOURCE = "MERGE";

	private static final String OUT = "OUT";

	private static final String IN = "IN";

	private final PointLedger ledger;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "points";
	}

	/** How many points the member has, or is behind. */
	@Override
	@Transactional(readOnly = true)
	public long count(MemberId member) {
		return jdbc.sql("""
				select coalesce(sum(abs(balance)), 0) from point_accounts
				where organization_id = :organization and member_id = :member
				""").param("organization", tenancy.current()).param("member", member.id()).query(Long.class).single();
	}

	@Override
	public Condition held() {
		return Belongings.in("point_entries");
	}

	@Override
	public String move(UUID merge, MemberId from, MemberId to) {
		LocalDate today = lock(from, to);
		ledger.expire(from, today);
		long balance = ledger.lock(from);
		if (balance == 0) {
			return "{}";
		}
		write(from, -balance, merge, OUT, today, null);
		write(to, balance, merge, IN, today, (balance > 0) ? PointLedger.entry(SOURCE, merge, OUT) : null);
		return "{\"points\":" + balance + "}";
	}

	/** The balance that went along goes back, whatever became of it since. */
	@Override
	public void moveBack(UUID merge, MemberId from, MemberId to, String moved) {
		LocalDate today = lock(from, to);
		UUID in = PointLedger.entry(SOURCE, merge, IN);
		long points = jdbc.sql("""
				select coalesce(sum(points), 0) from point_entries where organization_id = :organization and id = :id
				""").param("organization", tenancy.current()).param("id", in).query(Long.class).single();
		if (points != 0) {
			write(to, -points, merge, "IN/UNDONE", today, in);
			write(from, points, merge, "OUT/UNDONE", today,
					(points > 0) ? PointLedger.entry(SOURCE, merge, OUT) : null);
		}
	}

	/** Both accounts, in an order in which nobody waits for each other. */
	private LocalDate lock(MemberId from, MemberId to) {
		boolean first = Ids.IN_ORDER.compare(from.id(), to.id()) < 0;
		ledger.lock(first ? from : to);
		ledger.lock(first ? to : from);
		return organizations.today();
	}

	private void write(MemberId member, long points, UUID merge, String reason, LocalDate today, @Nullable UUID of) {
		ledger.post(PointLedger.Line.of(member, points, PointAccount.MERGED, SOURCE, merge, reason, today, of, null),
				today);
	}

}
