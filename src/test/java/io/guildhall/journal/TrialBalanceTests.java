package io.guildhall.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.guildhall.shared.Money;

class TrialBalanceTests {

	private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

	@Test
	void closesWithWhatStoodThereAndWhatMoved() {
		TrialBalance.Row cash = row(Account.CASH, 100, 30, 10);
		assertThat(cash.closing()).isEqualTo(yuan(120));
		TrialBalance trial = trial(0, 0, cash, row(Account.REVENUE, -100, 10, 30));
		assertThat(trial.sums()).singleElement().satisfies(sum -> {
			assertThat(sum.opening()).isEqualTo(yuan(0));
			assertThat(sum.debit()).isEqualTo(yuan(40)).isEqualTo(sum.credit());
			assertThat(sum.closing()).isEqualTo(yuan(0));
		});
		assertThat(trial.isBalanced()).isTrue();
	}

	@Test
	void doesNotBalanceWhereAnythingIsOff() {
		TrialBalance.Row cash = row(Account.CASH, 0, 30, 0);
		assertThat(trial(0, 0, cash, row(Account.REVENUE, 0, 0, 29)).isBalanced()).isFalse();
		assertThat(trial(0, 0, row(Account.CASH, 1, 0, 0)).isBalanced()).isFalse();
		assertThat(trial(1, 0, cash, row(Account.REVENUE, 0, 0, 30)).isBalanced()).isFalse();
		assertThat(trial(0, 1, cash, row(Account.REVENUE, 0, 0, 30)).isBalanced()).isFalse();
		assertThat(trial(0, 0).isBalanced()).as("nothing adds up to nothing").isTrue();
	}

	@Test
	void currenciesDoNotMakeUpForEachOther() {
		TrialBalance.Row euros = new TrialBalance.Row(Account.REVENUE, new Money(0, "EUR"), new Money(0, "EUR"),
				new Money(3000, "EUR"));
		TrialBalance trial = trial(0, 0, row(Account.CASH, 0, 30, 0), euros);
		assertThat(trial.sums()).hasSize(2);
		assertThat(trial.isBalanced()).isFalse();
	}

	@Test
	void aPeriodIsTheMonthSoFarWhereNothingIsSaid() {
		assertThat(JournalPeriod.of(null, null, LocalDate.of(2026, 3, 17)))
			.isEqualTo(new JournalPeriod(DAY, LocalDate.of(2026, 3, 17)));
		assertThatExceptionOfType(JournalRefused.class).isThrownBy(() -> JournalPeriod.of(DAY, DAY.minusDays(1), DAY));
	}

	private static TrialBalance trial(long unbalanced, long stray, TrialBalance.Row... rows) {
		return new TrialBalance(DAY, DAY, List.of(rows), 1, unbalanced, stray);
	}

	private static TrialBalance.Row row(Account account, long opening, long debit, long credit) {
		return new TrialBalance.Row(account, yuan(opening), yuan(debit), yuan(credit));
	}

	private static Money yuan(long amount) {
		return new Money(amount * 100, "CNY");
	}

}
