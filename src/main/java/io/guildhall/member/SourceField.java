package io.guildhall.member;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

/** By what a member became known: a person's hand, an import, a program. */
@Component
class SourceField implements MemberField {

	@Override
	public String key() {
		return "source";
	}

	@Override
	public int order() {
		return 50;
	}

	@Override
	public String labelKey() {
		return "member.field.source";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<Choice> choices() {
		return Arrays.stream(MemberSource.values())
			.map(source -> Choice.key(source.name(), "member.source." + source))
			.toList();
	}

	@Override
	public Condition condition(String value) {
		return anyOf(List.of(value));
	}

	@Override
	public Condition anyOf(List<String> values) {
		for (String value : values) {
			if (Arrays.stream(MemberSource.values()).noneMatch(source -> source.name().equals(value))) {
				throw refuse(value);
			}
		}
		return new Condition("""
				exists (select 1 from members source_row
					where source_row.organization_id = m.organization_id and source_row.id = m.id
					and source_row.source = any(cast(:source_values as text[])))""",
				Map.of("source_values", values.toArray(String[]::new)));
	}

}
