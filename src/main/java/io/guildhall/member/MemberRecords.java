package io.guildhall.member;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this module keeps about a person. */
@Configuration(proxyBeanMethods = false)
class MemberRecords {

	@Bean
	PersonalRecords personalProfiles() {
		return PersonalRecords.of("profile", """
				select r.* from members r
				where r.organization_id = :organization and r.id = any(cast(:members as uuid[])) order by r.created_at
				""")
			.and("identities", "member_identities", "created_at")
			.and("consents", "member_consents", "said_at")
			.and("tags", "member_tags", "tag")
			.and("notes", "member_notes", "written_at")
			.and("groups", "member_stays", "joined_at")
			.and("own_page", "member_pages", "made_at")
			.and("inviters", "member_inviters", "set_at")
			.and("invited", """
					select r.* from member_inviters r
					where r.organization_id = :organization and r.inviter_id = any(cast(:members as uuid[]))
					order by r.set_at
					""")
			.and("suggestions", "member_suggestions", "created_at")
			.and("import_changes", "member_run_changes", "changed_at")
			.and("blocks", "member_blocks", "blocked_at");
	}

}
