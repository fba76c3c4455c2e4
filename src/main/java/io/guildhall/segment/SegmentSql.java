package io.guildhall.segment;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberMeasure;
import io.guildhall.member.MemberMeasure.Unit;
import io.guildhall.segment.SegmentRule.Is;
import io.guildhall.segment.SegmentRule.Match;
import io.guildhall.segment.SegmentRule.Part;
import io.guildhall.segment.SegmentRule.Term;

/**
 * A rule as one query of {@code member_id}. Fields become predicates, measures become
 * joined sets, each worked out once for all members: a subquery per member would be asked
 * a million times, and one behind {@code in} has to fit into memory
 * (docs/adr/0091-a-segment-is-one-set.md).
 */
final class SegmentSql {

	private final Function<String, Optional<MemberField>> fields;

	private final Function<String, Optional<MemberMeasure>> measures;

	/** What was asked for before: an organization's own are read from the database. */
	private final Map<String, Optional<MemberField>> knownFields = new HashMap<>();

	private final Map<String, Optional<MemberMeasure>> knownMeasures = new HashMap<>();

	private final LocalDate today;

	private final StringBuilder joins = new StringBuilder();

	/** The aliases of what is joined, by measure, window and what it is limited to. */
	private final Map<String, String> joined = new LinkedHashMap<>();

	private final Map<String, Object> parameters = new LinkedHashMap<>();

	private int terms;

	private SegmentSql(Function<String, Optional<MemberField>> fields,
			Function<String, Optional<MemberMeasure>> measures, LocalDate today) {
		this.fields = fields;
		this.measures = measures;
		this.today = today;
	}

	/**
	 * The query, with parameters of its own besides {@code organization}.
	 * @param fields by key
	 * @param measures by key
	 * @param today in the organization's zone
	 * @throws SegmentRefused if a field is unknown or cannot be compared so
	 * @throws io.guildhall.member.MemberRefused if a value is none of its field
	 */
	static Condition of(SegmentRule rule, Function<String, Optional<MemberField>> fields,
			Function<String, Optional<MemberMeasure>> measures, LocalDate today) {
		SegmentSql sql = new SegmentSql(fields, measures, today);
		StringJoiner parts = between(rule.match());
		for (Part part : rule.parts()) {
			StringJoiner one = between(part.match());
			part.terms().forEach(term -> one.add(sql.term(term)));
			parts.add(one.toString());
		}
		return new Condition("""
				select m.id as member_id
				from (select f.organization_id, f.member_id as id from member_facts f
					where f.organization_id = :organization and f.state = 'ACTIVE') m%s
				where %s""".formatted(sql.joins, parts), sql.parameters);
	}

	private static StringJoiner between(Match match) {
		return new StringJoiner((match == Match.ALL) ? " and " : " or ", "(", ")");
	}

	private String term(Term term) {
		String prefix = "term" + terms++ + "_";
		Optional<MemberField> field = knownFields.computeIfAbsent(term.field(), fields);
		if (field.isPresent()) {
			return chosen(field.get(), term, prefix);
		}
		MemberMeasure measure = knownMeasures.computeIfAbsent(term.field(), measures)
			.orElseThrow(() -> SegmentRefused.field(term.field()));
		return compared(measure, term, prefix);
	}

	private String chosen(MemberField field, Term term, String prefix) {
		if (term.is() != Is.ANY_OF && term.is() != Is.NONE_OF) {
			throw SegmentRefused.comparison(field.key(), term.is());
		}
		if (term.days() != null && !field.windowed()) {
			throw SegmentRefused.noWindow(field.key());
		}
		Condition condition = field.anyOf(term.values(), from(term.days())).named(prefix);
		parameters.putAll(condition.parameters());
		return ((term.is() == Is.ANY_OF) ? "(" : "(not ") + condition.sql() + ")";
	}

	private String compared(MemberMeasure measure, Term term, String prefix) {
		boolean days = measure.unit() == Unit.DAYS_AGO;
		Long number = term.number();
		boolean fits = (term.is() == Is.NEVER) ? days : number != null;
		if (!fits) {
			throw SegmentRefused.comparison(measure.key(), term.is());
		}
		if (term.days() != null && !measure.windowed()) {
			throw SegmentRefused.noWindow(measure.key());
		}
		if (!term.values().isEmpty() && measure.limited() == null) {
			throw SegmentRefused.noLimit(measure.key());
		}
		String value = values(measure, term) + ".value";
		if (number == null) {
			return value + " is null";
		}
		String parameter = prefix + "number";
		if (days) {
			parameters.put(parameter, today.minusDays(number));
			return value + ((term.is() == Is.AT_LEAST) ? " <= :" : " >= :") + parameter;
		}
		parameters.put(parameter, number);
		if (term.is() == Is.AT_MOST) {
			return "coalesce(" + value + ", 0) <= :" + parameter;
		}
		// Whoever has nothing cannot have so much: without coalesce the join need not be
		// an outer one.
		return ((number > 0) ? value : "coalesce(" + value + ", 0)") + " >= :" + parameter;
	}

	/** The first of the last so many days; null for ever. */
	private @Nullable LocalDate from(@Nullable Integer days) {
		return (days != null) ? today.minusDays(days - 1L) : null;
	}

	/** The alias under which the values are joined. */
	private String values(MemberMeasure measure, Term term) {
		List<String> of = term.values().stream().distinct().sorted().toList();
		return joined.computeIfAbsent(measure.key() + " " + term.days() + " " + of, key -> {
			String alias = "v" + joined.size();
			Condition values = measure.since(from(term.days()), of).named(alias + "_");
			joins.append("\nleft join (")
				.append(values.sql())
				.append(") ")
				.append(alias)
				.append(" on ")
				.append(alias)
				.append(".member_id = m.id");
			parameters.putAll(values.parameters());
			return alias;
		});
	}

}
