package io.guildhall.tiering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The value of the filter by moves between tiers. */
class PassageTests {

	private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);

	private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);

	@Test
	void aMoveOfAFlowIsReadAsItWasWritten() {
		TierPolicyId policy = TierPolicyId.next();
		TierMove fallen = new TierMove(Tier.CORE, Tier.SILENT, 3);
		TierFlow flow = new TierFlow(policy, OCTOBER, NOVEMBER, List.of(fallen));
		String value = flow.filter(fallen);
		assertThat(value).isEqualTo("CORE.SILENT.2026-10-01.2026-11-01." + policy);
		assertThat(Passage.read(value)).contains(Passage.of(flow, fallen));
		TierFlow whole = new TierFlow(null, OCTOBER, NOVEMBER, List.of());
		assertThat(whole.filter(new TierMove(null, Tier.NEW, 1))).isEqualTo("NONE.NEW.2026-10-01.2026-11-01");
		assertThat(whole.filter(new TierMove(Tier.NEW, null, 1))).isEqualTo("NEW.NONE.2026-10-01.2026-11-01");
	}

	@Test
	void theLastDaysEndToday() {
		Passage month = Passage.read("ANY.SILENT.30").orElseThrow();
		assertThat(month).isEqualTo(Passage.within(30, Passage.ANY, Tier.SILENT));
		assertThat(month.begins(NOVEMBER)).isEqualTo(LocalDate.of(2026, 10, 2));
		assertThat(month.ends(NOVEMBER)).isEqualTo(NOVEMBER);
		Passage between = Passage.read("CORE.CORE.2026-10-01.2026-11-01").orElseThrow();
		assertThat(between.begins(LocalDate.EPOCH)).isEqualTo(OCTOBER);
		assertThat(between.ends(LocalDate.EPOCH)).isEqualTo(NOVEMBER);
		assertThat(between.stays()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "CORE", "CORE.SILENT", "CORE.SILENT.", "CORE.SILENT.0", "CORE.SILENT.3651",
			"CORE.SILENT.-1", "CORE.ANY.30", "GOLD.SILENT.30", "CORE.SILENT.2026-10-01",
			"CORE.SILENT.2026-11-01.2026-10-01", "CORE.SILENT.2026-13-01.2026-14-01", "CORE.SILENT.30.nobody",
			"CORE.SILENT.30.2026-10-01.x", "CORE.SILENT.+999999999-01-01.+999999999-01-02", "..." })
	void whatIsNoneIsNone(String value) {
		assertThat(Passage.read(value)).isEmpty();
	}

}
