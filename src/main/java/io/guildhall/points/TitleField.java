package io.guildhall.points;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The honor title of a member, as of the last night. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class TitleField implements MemberField {

	/** Has no title; no name of one begins so. */
	static final String NONE = ":none";

	/** Keeps the title for the days of the buffer only. */
	static final String FALLING = ":falling";

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "title";
	}

	@Override
	public int order() {
		return 48;
	}

	@Override
	public String labelKey() {
		return "points.level";
	}

	/** There is nothing to choose while there are no titles. */
	@Override
	public List<Choice> choices() {
		List<Choice> choices = new ArrayList<>(jdbc.sql("""
				select name from point_levels where organization_id = :organization order by threshold desc
				""")
			.param("organization", tenancy.current())
			.query((row, number) -> Choice.text(row.getString(1), row.getString(1)))
			.list());
		if (!choices.isEmpty()) {
			choices.add(Choice.key(FALLING, "points.falling"));
			choices.add(Choice.key(NONE, "points.level.none"));
		}
		return choices;
	}

	/** A title that is no more has nobody: segments that ask for it hold. */
	@Override
	public Condition condition(String value) {
		return switch (value) {
			case NONE -> new Condition("not " + standing(""), Map.of());
			case FALLING -> new Condition(standing("and title_row.falls_on is not null"), Map.of());
			default -> new Condition(standing("and title_row.level = :title_name"), Map.of("title_name", value));
		};
	}

	private static String standing(String more) {
		return """
				exists (select 1 from point_standings title_row
					where title_row.organization_id = m.organization_id and title_row.member_id = m.id %s)"""
			.formatted(more);
	}

}
