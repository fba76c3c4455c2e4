package io.guildhall.member;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import lombok.RequiredArgsConstructor;

/** The group where a member is now. */
@Component
@RequiredArgsConstructor
class GroupField implements MemberField {

	static final String KEY = "group";

	private final CommunityService communities;

	@Override
	public String key() {
		return KEY;
	}

	@Override
	public int order() {
		return 20;
	}

	@Override
	public String labelKey() {
		return "member.field.group";
	}

	@Override
	public List<Choice> choices() {
		return communities.groups().stream().map(group -> Choice.text(group.id().toString(), group.name())).toList();
	}

	@Override
	public Condition condition(String value) {
		return anyOf(List.of(value));
	}

	@Override
	public Condition anyOf(List<String> values) {
		String[] groups = values.stream().map(this::group).map(UUID::toString).toArray(String[]::new);
		return new Condition("""
				exists (select 1 from member_stays group_stay
					where group_stay.organization_id = m.organization_id and group_stay.member_id = m.id
					and group_stay.group_id = any(cast(:group_ids as uuid[])) and group_stay.left_at is null)""",
				Map.of("group_ids", groups));
	}

	private UUID group(String value) {
		try {
			return communities.require(GroupId.of(value)).id().id();
		}
		catch (IllegalArgumentException ex) {
			throw refuse(value);
		}
	}

}
