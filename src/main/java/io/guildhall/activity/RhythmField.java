package io.guildhall.activity;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;

/**
 * How a member's activity of the last thirty days compares with what was before. Both
 * need prior activity: who never did anything neither lapses nor returns (RULES, Tiers).
 */
@Component
@RequiredArgsConstructor
class RhythmField implements MemberField {

	/** So many days are now, and as many before them are lately; today is the last. */
	static final int DAYS = 30;

	/** Now is also tomorrow: a chat's clock may be ahead. */
	private static final String LAPSING = """
			exists (select 1 from activity_members rhythm
				where rhythm.organization_id = m.organization_id and rhythm.member_id = m.id
				and rhythm.last_day >= :rhythm_lately and rhythm.last_day < :rhythm_now)""";

	private static final String RETURNING = """
			exists (select 1 from activity_members rhythm
				where rhythm.organization_id = m.organization_id and rhythm.member_id = m.id
				and rhythm.last_day >= :rhythm_now and rhythm.first_day < :rhythm_lately
				and not exists (select 1 from activity_days rhythm_day
					where rhythm_day.organization_id = m.organization_id and rhythm_day.member_id = m.id
					and rhythm_day.day >= :rhythm_lately and rhythm_day.day < :rhythm_now))""";

	private final OrganizationService organizations;

	/** What can be told. */
	enum Rhythm {

		/** Active lately, and not now. */
		LAPSING(RhythmField.LAPSING),
		/** Active now and once before, and not lately. */
		RETURNING(RhythmField.RETURNING);

		private final String sql;

		Rhythm(String sql) {
			this.sql = sql;
		}

	}

	@Override
	public String key() {
		return "rhythm";
	}

	@Override
	public int order() {
		return 14;
	}

	@Override
	public String labelKey() {
		return "activity.field.rhythm";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<Choice> choices() {
		return Arrays.stream(Rhythm.values())
			.map(rhythm -> Choice.key(rhythm.name(), "activity.rhythm." + rhythm))
			.toList();
	}

	@Override
	public Condition condition(String value) {
		LocalDate today = organizations.today();
		String sql = Arrays.stream(Rhythm.values())
			.filter(candidate -> candidate.name().equals(value))
			.findFirst()
			.orElseThrow(() -> refuse(value)).sql;
		return new Condition("(" + sql + ")",
				Map.of("rhythm_now", today.minusDays(DAYS - 1L), "rhythm_lately", today.minusDays(2L * DAYS - 1)));
	}

}
