package io.guildhall.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Where a member lives, as it stands in the profile. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class CityField implements MemberField {

	/** Has no city; none is called so. */
	static final String NONE = ":none";

	/** From one city to the next, however many members live in each. */
	private static final String CITIES = """
			with recursive next (city, place) as (
				(select min(m.city), 1 from members m
					where m.organization_id = :organization and m.city <> '' and m.state = 'ACTIVE')
				union all
				select (select min(m.city) from members m where m.organization_id = :organization and m.city <> ''
					and m.state = 'ACTIVE' and m.city > next.city), next.place + 1
				from next where next.city is not null and next.place < :most
			)
			select city from next where city is not null
			""";

	/** Of the few whom somebody sees who does not see all. */
	private static final String MINE = """
			select distinct m.city from members m
			where m.organization_id = :organization and m.city <> '' and m.state = 'ACTIVE' %s
			order by m.city limit :most
			""";

	private static final int MOST = 300;

	private final MemberScope scope;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "city";
	}

	@Override
	public int order() {
		return 60;
	}

	@Override
	public String labelKey() {
		return "member.city";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<Choice> choices() {
		MemberScope.Limit mine = scope.on("m.id");
		List<Choice> choices = new ArrayList<>(jdbc.sql(mine.sql().isEmpty() ? CITIES : MINE.formatted(mine.sql()))
			.params(mine.parameters())
			.param("organization", tenancy.current())
			.param("most", MOST)
			.query((row, number) -> Choice.text(row.getString(1), row.getString(1)))
			.list());
		if (!choices.isEmpty()) {
			choices.add(Choice.key(NONE, "member.city.none"));
		}
		return choices;
	}

	@Override
	public Condition condition(String value) {
		return anyOf(List.of(value));
	}

	@Override
	public Condition anyOf(List<String> values) {
		return new Condition("""
				exists (select 1 from members lived where lived.organization_id = m.organization_id
					and lived.id = m.id and lived.city = any(cast(:city_values as text[])))""", Map.of("city_values",
				values.stream().map(value -> value.equals(NONE) ? "" : value).toArray(String[]::new)));
	}

}
