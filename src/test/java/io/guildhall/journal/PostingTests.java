package io.guildhall.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.guildhall.journal.Posting.Line;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

class PostingTests {

	private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

	@Test
	void addsUpToNothing() {
		assertThat(posting(List.of(Line.debit(Account.CASH, yuan(80), null),
				Line.debit(Account.DISCOUNT, yuan(20), null), Line.credit(Account.REVENUE, yuan(100), null)))
			.lines()).hasSize(3);
	}

	@Test
	void isRefusedOtherwise() {
		assertThatExceptionOfType(JournalRefused.class).isThrownBy(() -> posting(List.of()));
		assertThatExceptionOfType(JournalRefused.class).isThrownBy(() -> posting(
				List.of(Line.debit(Account.CASH, yuan(80), null), Line.credit(Account.REVENUE, yuan(81), null))));
	}

	private static Posting posting(List<Line> lines) {
		return new Posting("ORDER", Ids.next(), "PAID", NOON, lines);
	}

	private static Money yuan(long amount) {
		return new Money(amount * 100, "CNY");
	}

}
