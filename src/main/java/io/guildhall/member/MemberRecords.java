package io.guildhall.member;

import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Tenancy;

/** What this module keeps about a person, and what the audit trail keeps for it. */
@Configuration(proxyBeanMethods = false)
class MemberRecords {

	@Bean
	PersonalRecords profilesOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("profile", """
				select r.* from members r
				where r.organization_id = :organization and r.id = any(cast(:members as uuid[])) order by r.created_at
				""", jdbc, tenancy);
	}

	@Bean
	PersonalRecords identitiesOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return rows("identities", "member_identities", "created_at", jdbc, tenancy);
	}

	@Bean
	PersonalRecords consentsOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return rows("consents", "member_consents", "said_at", jdbc, tenancy);
	}

	@Bean
	PersonalRecords tagsOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return rows("tags", "member_tags", "tag", jdbc, tenancy);
	}

	@Bean
	PersonalRecords notesOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return rows("notes", "member_notes", "written_at", jdbc, tenancy);
	}

	@Bean
	PersonalRecords staysOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return rows("groups", "member_stays", "joined_at", jdbc, tenancy);
	}

	@Bean
	PersonalRecords suggestionsOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return rows("suggestions", "member_suggestions", "created_at", jdbc, tenancy);
	}

	@Bean
	PersonalRecords blocksOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return rows("blocks", "member_blocks", "blocked_at", jdbc, tenancy);
	}

	@Bean
	PersonalRecords changesOfPerson(AuditTrail audit) {
		return new PersonalRecords() {

			@Override
			public String key() {
				return "changes";
			}

			@Override
			public List<Map<String, Object>> of(List<MemberId> members) {
				return audit.personal(members.stream().map(MemberId::id).toList());
			}

		};
	}

	private static PersonalRecords rows(String key, String table, String order, JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords(key, """
				select r.* from %s r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[])) order by r.%s
				""".formatted(table, order), jdbc, tenancy);
	}

}
