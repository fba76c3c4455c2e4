package io.guildhall.journal;

import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.TestDatabase;
import io.guildhall.journal.Posting.Line;
import io.guildhall.member.MemberId;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import io.guildhall.table.TableFormat;
import lombok.RequiredArgsConstructor;

@ApplicationModuleTest(BootstrapMode.DIRECT_DEPENDENCIES)
@Import(TestDatabase.class)
@RequiredArgsConstructor
class JournalModuleTests {

	/** Already the second of March in Shanghai. */
	private static final Instant LATE = Instant.parse("2026-03-01T17:00:00Z");

	private final JournalService journal;

	private final JournalReading reading;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private UUID acme = Ids.next();

	@BeforeEach
	void newOrganization() {
		acme = Ids.next();
		onBehalf.ofSystem(acme, () -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
	}

	@Test
	void writesTheSamePostingOnce() {
		Posting posting = new Posting("ORDER", Ids.next(), "PAID", LATE,
				List.of(Line.debit(Account.CASH, yuan(80), new MemberId(Ids.next())),
						Line.debit(Account.DISCOUNT, yuan(20), null), Line.credit(Account.REVENUE, yuan(100), null)));
		post(posting);
		post(posting);
		assertThat(inAcme(() -> journal.balance(Account.CASH))).isEqualTo(yuan(80));
		assertThat(inAcme(() -> journal.balance(Account.REVENUE))).isEqualTo(yuan(-100));
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void writesItOnceHoweverManyWriteItAtOnce() throws Exception {
		for (int round = 0; round < 20; round++) {
			Posting posting = new Posting("ORDER", Ids.next(), "PAID", LATE,
					List.of(Line.debit(Account.CASH, yuan(5), null), Line.credit(Account.REVENUE, yuan(5), null)));
			List<Callable<Posting>> written = Collections.nCopies(4, () -> post(posting));
			race(written);
		}
		assertThat(inAcme(() -> journal.balance(Account.CASH))).isEqualTo(yuan(100));
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void countsADayWhereTheOrganizationIs() {
		post(new Posting("ORDER", Ids.next(), "PAID", LATE,
				List.of(Line.debit(Account.CASH, yuan(1), null), Line.credit(Account.REVENUE, yuan(1), null))));
		assertThat(inAcme(
				() -> jdbc.sql("select day from journal_day_facts where organization_id = ? and account = 'CASH'")
					.param(acme)
					.query(LocalDate.class)
					.single()))
			.isEqualTo("2026-03-02");
	}

	@Test
	void postsARunInOneStatementAndOnlyOnce() {
		String select = """
				select 'ORDER' as source_type, guildhall_id(:run, n::text) as source_id, 'PAID' as reason,
				    timestamptz '2026-03-01 17:00Z' as at, date '2026-03-02' as day, side.account,
				    side.sign * n as minor, 'CNY' as currency, null::uuid as member_id
				from generate_series(1, 1000) as n,
				    (values ('CASH', 1), ('REVENUE', :credit)) as side (account, sign)
				""";
		UUID run = Ids.next();
		Map<String, Object> good = Map.of("run", run, "credit", -1);
		assertThat(inAcme(() -> journal.postAll(select, good))).isEqualTo(1000);
		assertThat(inAcme(() -> journal.postAll(select, good))).isZero();
		assertThat(inAcme(() -> journal.balance(Account.CASH)).minor()).isEqualTo(500_500);
		assertThat(inAcme(journal::balances)).isTrue();
		assertThatExceptionOfType(JournalRefused.class)
			.isThrownBy(() -> inAcme(() -> journal.postAll(select, Map.of("run", Ids.next(), "credit", 1))));
		assertThat(inAcme(() -> journal.balance(Account.CASH)).minor()).isEqualTo(500_500);
	}

	@Test
	void thePeriodOpensWithWhatStoodThereAndIsProved() {
		MemberId ann = new MemberId(Ids.next());
		Instant february = Instant.parse("2026-02-10T00:00:00Z");
		post(new Posting("ORDER", Ids.next(), "PAID", february,
				List.of(Line.debit(Account.CASH, yuan(80), ann), Line.credit(Account.REVENUE, yuan(80), ann))));
		UUID order = Ids.next();
		post(new Posting("ORDER", order, "REFUNDED/1", LATE,
				List.of(Line.debit(Account.REFUND, yuan(20), ann), Line.credit(Account.CASH, yuan(20), ann))));
		JournalPeriod march = new JournalPeriod(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31));
		TrialBalance trial = inAcme(() -> reading.trial(march));
		assertThat(trial.accounts()).containsExactly(new TrialBalance.Row(Account.CASH, yuan(80), yuan(0), yuan(20)),
				new TrialBalance.Row(Account.REVENUE, yuan(-80), yuan(0), yuan(0)),
				new TrialBalance.Row(Account.REFUND, yuan(0), yuan(20), yuan(0)));
		assertThat(trial.postings()).isOne();
		assertThat(trial.isBalanced()).isTrue();

		ByteArrayOutputStream csv = new ByteArrayOutputStream();
		inAcme(() -> {
			reading.export(march, TableFormat.CSV, csv);
			return 0;
		});
		List<String> lines = csv.toString(StandardCharsets.UTF_8).lines().toList();
		assertThat(lines).hasSize(3);
		assertThat(lines.get(0))
			.endsWith("posting_id,line,day,source,source_id,reason,account,debit,credit,currency,member_id");
		assertThat(lines.get(1)).endsWith(",1,2026-03-02,ORDER," + order + ",REFUNDED/1,REFUND,20.00,,CNY," + ann.id());
		assertThat(lines.get(2)).contains(",2,2026-03-02,").endsWith(",CASH,,20.00,CNY," + ann.id());
	}

	@Test
	void aPostingThatDoesNotAddUpIsSeenInTheProof() {
		post(new Posting("ORDER", Ids.next(), "PAID", LATE,
				List.of(Line.debit(Account.CASH, yuan(80), null), Line.credit(Account.REVENUE, yuan(80), null))));
		inAcme(() -> jdbc.sql("""
				insert into journal_lines (organization_id, posting_id, ordinal, account, minor, currency)
				select organization_id, posting_id, 9, 'CASH', 1, 'CNY' from journal_lines
				where organization_id = ? and ordinal = 1
				""").param(acme).update());
		JournalPeriod march = new JournalPeriod(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31));
		TrialBalance trial = inAcme(() -> reading.trial(march));
		assertThat(trial.unbalanced()).isOne();
		assertThat(trial.isBalanced()).isFalse();
	}

	@Test
	void takesNothingBackAndChangesNothing() {
		for (String change : List.of("update journal_lines set minor = 0", "delete from journal_lines",
				"update journal_postings set day = '2026-01-01'", "delete from journal_postings")) {
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> inAcme(() -> jdbc.sql(change).update()))
				.havingRootCause()
				.withMessageContaining("permission denied");
		}
	}

	private Posting post(Posting posting) {
		return inAcme(() -> {
			journal.post(posting);
			return posting;
		});
	}

	private <T> T inAcme(Tenancy.Work<T, RuntimeException> work) {
		return Objects.requireNonNull(onBehalf.ofSystem(acme, () -> transaction.execute(status -> work.run())));
	}

	private static Money yuan(long amount) {
		return new Money(amount * 100, "CNY");
	}

}
