package io.guildhall.touch;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

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
	 * {@code c} of member_consent_facts. Parameters: {@link #parameters}.
	 */
	static final String VERDICT = """
			case when :suspended then 'SUSPENDED'
				when c.do_not_contact then 'CONSENT'
				when :selling and f.created_at > :protectedSince then 'PROTECTION' end
			""";

	private final OrganizationService organizations;

	private final TouchSettings settings;

	private final Tenancy tenancy;

	private final Clock clock;

	/** What the verdict depends on at this moment, the organization among it. */
	Map<String, Object> parameters(TouchGoal goal) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("suspended", organizations.current().suspended());
		parameters.put("selling", goal == TouchGoal.SELLING);
		parameters.put("protectedSince",
				Timestamp.from(clock.instant().minus(Duration.ofDays(settings.protectionDays()))));
		return parameters;
	}

}
