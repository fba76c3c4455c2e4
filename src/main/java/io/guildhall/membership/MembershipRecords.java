package io.guildhall.membership;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** The memberships of a person, with what was paid for them. */
@Configuration(proxyBeanMethods = false)
class MembershipRecords {

	@Bean
	PersonalRecords personalMemberships() {
		return PersonalRecords.of("memberships", "memberships", "created_at").and("membership_terms", """
				select t.* from membership_terms t
				join memberships r on r.organization_id = t.organization_id and r.id = t.membership_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by t.paid_at
				""");
	}

	@Bean
	PersonalRecords personalSeats() {
		return PersonalRecords.of("plan_seats", "plan_seats", "held_at")
			.and("membership_pauses", ofMembership("membership_pauses", "from_on"))
			.and("membership_changes", ofMembership("membership_changes", "asked_at"))
			.and("membership_moves", ofMembership("membership_moves", "at"));
	}

	private static String ofMembership(String table, String order) {
		return """
				select t.* from %s t
				join memberships r on r.organization_id = t.organization_id and r.id = t.membership_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by t.%s
				""".formatted(table, order);
	}

}
