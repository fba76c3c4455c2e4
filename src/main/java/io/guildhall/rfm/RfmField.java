package io.guildhall.rfm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The segment of a member by recency and frequency, or one cell of them: {@code 54} is
 * recency 5 and frequency 4. Nothing can be chosen before scores were computed.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class RfmField implements MemberField {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "rfm";
	}

	@Override
	public int order() {
		return 12;
	}

	@Override
	public String labelKey() {
		return "rfm.field";
	}

	@Override
	public List<Choice> choices() {
		boolean computed = jdbc.sql("select exists (select 1 from rfm_scores where organization_id = :organization)")
			.param("organization", tenancy.current())
			.query(Boolean.class)
			.single();
		List<Choice> choices = new ArrayList<>();
		if (computed) {
			for (RfmSegment segment : RfmSegment.values()) {
				choices.add(Choice.key(segment.name(), "rfm.segment." + segment));
			}
			for (int cell = 55; cell >= 11; cell -= (cell % 10 == 1) ? 6 : 1) {
				choices.add(Choice.text(Integer.toString(cell), "R" + cell / 10 + " F" + cell % 10));
			}
		}
		return choices;
	}

	@Override
	public Condition condition(String value) {
		return anyOf(List.of(value));
	}

	@Override
	public Condition anyOf(List<String> values) {
		Integer[] cells = values.stream().flatMap(value -> cells(value).stream()).distinct().toArray(Integer[]::new);
		return new Condition("""
				exists (select 1 from rfm_scores rfm_now
					where rfm_now.organization_id = m.organization_id and rfm_now.member_id = m.id
					and rfm_now.recency * 10 + rfm_now.frequency = any(cast(:rfm_cells as int[])))""",
				Map.of("rfm_cells", cells));
	}

	private List<Integer> cells(String value) {
		if (value.length() == 2 && value.chars().allMatch(c -> c >= '1' && c <= '5')) {
			return List.of(Integer.valueOf(value));
		}
		return Arrays.stream(RfmSegment.values())
			.filter(candidate -> candidate.name().equals(value))
			.findFirst()
			.orElseThrow(() -> refuse(value))
			.cells();
	}

}
