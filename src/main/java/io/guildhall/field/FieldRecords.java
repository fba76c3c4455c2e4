package io.guildhall.field;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What an organization noted of a person in its own fields. */
@Configuration(proxyBeanMethods = false)
class FieldRecords {

	@Bean
	PersonalRecords personalFields() {
		return PersonalRecords.of("fields", """
				select f.name, f.kind, coalesce(r.text_value, cast(r.number_value as text), cast(r.day_value as text),
					cast(r.flag_value as text), (select o ->> 'name' from jsonb_array_elements(f.options -> 'all') as o
						where o ->> 'id' = cast(r.option_id as text))) as value
				from field_values r
				join fields f on f.organization_id = r.organization_id and f.id = r.field_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by f.position
				""");
	}

}
