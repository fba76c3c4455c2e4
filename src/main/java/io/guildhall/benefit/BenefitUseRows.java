package io.guildhall.benefit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.membership.MembershipId;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Money;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Reads uses. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class BenefitUseRows {

	private final MemberScope scope;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Uses of whom who acts may see. */
	List<BenefitUse> seen(String condition, Map<String, ? extends @Nullable Object> parameters) {
		MemberScope.Limit limit = scope.on("u.member_id");
		return jdbc
			.sql("select u.* from benefit_uses u where u.organization_id = :organization " + limit.sql() + condition)
			.params(parameters)
			.params(limit.parameters())
			.param("organization", tenancy.current())
			.query(BenefitUseRows::summary)
			.list();
	}

	/** The use of a key, whoever asks. */
	Optional<BenefitUse> byKey(String key) {
		return jdbc.sql("select u.* from benefit_uses u where u.organization_id = :organization and u.key = :key")
			.param("organization", tenancy.current())
			.param("key", key)
			.query(BenefitUseRows::summary)
			.optional();
	}

	/** Those of some ids that count, whoever asks. */
	List<BenefitUse> counting(List<UUID> ids) {
		return jdbc.sql("""
				select u.* from benefit_uses u
				where u.organization_id = :organization and u.id = any(cast(:ids as uuid[])) and u.undone_at is null
				""")
			.param("organization", tenancy.current())
			.param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
			.query(BenefitUseRows::summary)
			.list();
	}

	private static @Nullable MembershipId membership(@Nullable UUID id) {
		return (id != null) ? new MembershipId(id) : null;
	}

	private static BenefitUse summary(ResultSet row, int number) throws SQLException {
		return new BenefitUse(new BenefitUseId(row.getObject("id", UUID.class)),
				new MemberId(row.getObject("member_id", UUID.class)),
				membership(row.getObject("membership_id", UUID.class)), row.getObject("line_id", UUID.class),
				row.getString("benefit"), row.getTimestamp("used_at").toInstant(),
				row.getObject("used_on", LocalDate.class),
				new Money(row.getLong("unit_minor"), row.getString("currency")),
				Actor.Kind.MEMBER.name().equals(row.getString("actor_kind")) ? "" : row.getString("actor_name"),
				Rows.instant(row, "undone_at"), row.getString("undone_by"), row.getString("undo_reason"));
	}

}
