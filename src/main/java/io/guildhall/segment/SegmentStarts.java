package io.guildhall.segment;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The rules to begin with, their thresholds taken from what members really do. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class SegmentStarts {

	/** Of those who spent anything, this share spent less than a high spender. */
	private static final double HIGH = 0.8;

	/** What stands in for it where nobody has spent anything, in minor units. */
	private static final long SOMETHING = 10_000;

	private final SegmentQueries queries;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** The rule that asks a question. */
	@May(Permission.MEMBER_READ)
	public SegmentRule rule(SegmentStart start) {
		return switch (start) {
			case FADING_SPENDERS ->
				SegmentRule.all(Term.atLeast("spend", high("spend"), null), Term.atLeast("spoke", 14, null));
			case SILENT_NEWCOMERS -> SegmentRule.all(Term.atMost("joined", 14, null), Term.never("spoke"));
			case LAPSED_BUYERS -> SegmentRule.all(Term.atLeast("orders", 2, null), Term.atLeast("bought", 90, null));
			case REGULARS_WITHOUT_ORDER -> SegmentRule.all(Term.atLeast("active_days", 4, 30), Term.never("bought"));
		};
	}

	/** What the top fifth has at least of a measure, rounded down to two digits. */
	private long high(String key) {
		String values = queries.measures()
			.stream()
			.filter(measure -> measure.key().equals(key))
			.map(measure -> measure.since(null, List.of()).sql())
			.findFirst()
			.orElseThrow(() -> SegmentRefused.field(key));
		Long high = jdbc.sql("""
				select percentile_disc(:high) within group (order by value) from (%s) v where value > 0
				""".formatted(values))
			.param("high", HIGH)
			.param("organization", tenancy.current())
			.query(Long.class)
			.optional()
			.orElse(SOMETHING);
		long unit = (long) Math.pow(10, Math.max(String.valueOf(high).length() - 2, 0));
		return high / unit * unit;
	}

}
