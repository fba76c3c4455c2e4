package io.guildhall.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.guildhall.segment.SegmentRule.Is;
import io.guildhall.segment.SegmentRule.Match;
import io.guildhall.segment.SegmentRule.Part;
import io.guildhall.segment.SegmentRule.Term;
import tools.jackson.databind.json.JsonMapper;

class SegmentRuleTests {

	private static final Term SILENT = Term.anyOf("tier", "SILENT");

	@Test
	void isTheSameAfterItWasKept() {
		SegmentRule rule = new SegmentRule(Match.ANY,
				List.of(new Part(Match.ALL, List.of(SILENT, Term.atLeast("spend", 50_000, 365))),
						new Part(Match.ANY, List.of(Term.noneOf("tag", "vip", "press"), Term.never("bought")))));
		JsonMapper json = JsonMapper.shared();
		assertThat(json.readValue(json.writeValueAsString(rule), SegmentRule.class)).isEqualTo(rule);
		assertThat(json.readValue("""
				{"parts": [{"terms": [{"field": "tier", "is": "ANY_OF", "values": ["SILENT"]}]}]}""",
				SegmentRule.class))
			.as("what is not said is all")
			.isEqualTo(SegmentRule.all(SILENT));
	}

	@Test
	void needsATermAndHasNotTooMany() {
		assertRefused("no-condition", () -> new SegmentRule(Match.ALL, List.of()));
		assertRefused("no-condition", () -> new Part(Match.ALL, null));
		assertRefused("too-many", () -> new Part(Match.ALL, Collections.nCopies(11, SILENT)));
		Part part = new Part(Match.ALL, Collections.nCopies(10, SILENT));
		assertRefused("too-many", () -> new SegmentRule(Match.ALL, Collections.nCopies(11, part)));
		assertThat(new SegmentRule(Match.ALL, Collections.nCopies(10, part)).parts()).hasSize(10);
	}

	@Test
	void aTermHasWhatItsComparisonNeedsAndNothingElse() {
		assertRefused("values", () -> Term.anyOf("tier"));
		assertRefused("values", () -> Term.noneOf("tag", Arrays.copyOf(new String[] {}, 0)));
		assertRefused("values", () -> Term.anyOf("tag", Collections.nCopies(51, "a").toArray(String[]::new)));
		assertRefused("values", () -> new Term("spend", Is.AT_LEAST, Collections.nCopies(51, "a"), 1L, null));
		assertThat(new Term("spend", Is.AT_LEAST, List.of("a"), 1L, null).values()).containsExactly("a");
		assertRefused("number", () -> new Term("spend", Is.AT_LEAST, null, null, null));
		assertRefused("number", () -> Term.atLeast("spend", -1, null));
		assertRefused("number", () -> Term.atMost("spend", Long.MAX_VALUE, null));
		assertRefused("number", () -> new Term("tier", Is.ANY_OF, List.of("a"), 1L, null));
		assertRefused("number", () -> new Term("bought", Is.NEVER, null, 3L, null));
		assertRefused("days", () -> new Term("bought", Is.NEVER, null, null, 3));
		assertRefused("days", () -> new Term("product", Is.NONE_OF, List.of("a"), null, 0));
		assertRefused("comparison", () -> new Term("tier", null, List.of("a"), null, null));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 3651 })
	void aWindowHasADayAndNotMoreThanTenYears(int days) {
		assertRefused("days", () -> Term.atLeast("spend", 1, days));
	}

	private static void assertRefused(String code, Runnable made) {
		assertThatExceptionOfType(SegmentRefused.class).isThrownBy(made::run)
			.extracting(SegmentRefused::getCode)
			.isEqualTo("segment." + code);
	}

}
