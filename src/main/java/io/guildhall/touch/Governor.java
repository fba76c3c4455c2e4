package io.guildhall.touch;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The one place that says whether a member may be contacted now. It decides in SQL, so
 * that one member and a hundred thousand are judged by the same words.
 */
@Component
@RequiredArgsConstructor
class Governor {

	/**
	 * The name of the block, or null: for a row {@code f} of member_facts joined with
	 * {@code c} of member_contact_facts, of the channel of the contact. Parameters:
	 * {@link #parameters}.
	 */
	static final String VERDICT = """
			case when :suspended then 'SUSPENDED'
				when c.closed then 'CONSENT'
				when :selling and f.created_at > :protectedSince then 'PROTECTION'
				when :selling and :paired and exists (
					select from touch_pairs pair
					join member_group_facts here on here.organization_id = :organization and here.member_id = f.member_id
						and here.group_id = pair.group_id and here.left_at is null
					join member_group_facts there on there.organization_id = :organization and there.member_id = f.member_id
						and there.group_id = pair.other_id and there.left_at is null
					join touches before on before.organization_id = :organization and before.member_id = f.member_id
						and before.state = 'SENT' and before.goal = 'SELLING'
						and before.sent_at > cast(:now as timestamptz) - make_interval(days => pair.days)
						and before.campaign_id is distinct from cast(:campaign as uuid)
					where pair.organization_id = :organization) then 'DUPLICATE' end
			""";

	private final JdbcClient jdbc;

	private final OrganizationService organizations;

	private final TouchSettings settings;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What the verdict depends on at this moment, the organization and the time among it.
	 * @param campaign for which it would be; null for one that does not exist yet
	 */
	Map<String, @Nullable Object> parameters(TouchGoal goal, @Nullable UUID campaign) {
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("suspended", organizations.isSuspended());
		parameters.put("selling", goal == TouchGoal.SELLING);
		parameters.put("paired", paired());
		parameters.put("campaign", campaign);
		parameters.put("now", Timestamp.from(clock.instant()));
		parameters.put("protectedSince",
				Timestamp.from(clock.instant().minus(Duration.ofDays(settings.protectionDays()))));
		return parameters;
	}

	/** Most organizations have no pairs: their contacts need not look for them. */
	private boolean paired() {
		return jdbc.sql("select exists (select from touch_pairs where organization_id = :organization)")
			.param("organization", tenancy.current())
			.query(Boolean.class)
			.single();
	}

}
