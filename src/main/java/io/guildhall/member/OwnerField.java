package io.guildhall.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.staff.StaffService;
import lombok.RequiredArgsConstructor;

/** Who of the staff looks after a member. */
@Component
@RequiredArgsConstructor
class OwnerField implements MemberField {

	private final StaffService staff;

	@Override
	public String key() {
		return "owner";
	}

	@Override
	public int order() {
		return 45;
	}

	@Override
	public String labelKey() {
		return "member.contactOwner";
	}

	@Override
	public List<Choice> choices() {
		List<Choice> choices = new ArrayList<>();
		staff.list().forEach(person -> choices.add(Choice.text(person.accountId().toString(), person.name())));
		choices.add(Choice.key(ContactOwners.NOBODY, "member.owner.nobody"));
		return choices;
	}

	@Override
	public Condition condition(String value) {
		if (value.equals(ContactOwners.NOBODY)) {
			return new Condition("""
					exists (select 1 from members owned where owned.organization_id = m.organization_id
						and owned.id = m.id and owned.contact_owner_id is null)""", Map.of());
		}
		return new Condition("""
				exists (select 1 from members owned where owned.organization_id = m.organization_id
					and owned.id = m.id and owned.contact_owner_id = any(cast(:owners as uuid[])))""",
				Map.of("owners", ids(List.of(value))));
	}

}
