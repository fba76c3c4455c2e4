package io.guildhall.tiering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.member.MemberImporting;
import io.guildhall.order.OrderImporting;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Tiers of real customers, who came in today with a history of thirty years ago. */
@HouseTest
@RequiredArgsConstructor
class CdnowTieringTests {

	private static final Path MASTER = Path.of("../shared/data/cdnow/CDNOW_master.txt");

	private static final LocalDate AS_OF = LocalDate.of(1998, 6, 30);

	private static final int WINDOW = 90;

	private static final long SPENDS = 2000;

	private final TierPolicyService policies;

	private final TieringService tiering;

	private final OrganizationService organizations;

	private final MemberImporting members;

	private final OrderImporting orders;

	private final OnBehalf onBehalf;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final UUID organization = Ids.next();

	record Purchase(String customer, LocalDate day, long cents) {
	}

	@Test
	void judgesAsOfTheEndOfTheFile() throws IOException {
		assumeThat(MASTER).exists();
		List<Purchase> purchases = Files.readAllLines(MASTER)
			.stream()
			.skip(1)
			.map(String::trim)
			.map(CdnowTieringTests::read)
			.toList();
		onBehalf.ofSystem(organization,
				() -> organizations.found(new NewOrganization("CDNOW", null, ZoneOffset.UTC, "USD", "en", false)));
		Map<UUID, String> customers = take(purchases);
		TierTerms terms = TierTerms.activityAndSpend(WINDOW, ActivityMeasure.MESSAGES, 1, SpendMeasure.NET_SPEND, false,
				SPENDS, 20);
		TierPolicyId policy = as(() -> policies.ofOrganization().id());
		as(() -> policies.change(policy, terms, null));
		TierEvaluation evaluation = as(() -> tiering.evaluate(policy, AS_OF));

		Map<String, Long> spent = new HashMap<>();
		Map<String, LocalDate> first = new HashMap<>();
		for (Purchase purchase : purchases) {
			boolean inWindow = purchase.day().isAfter(AS_OF.minusDays(WINDOW)) && !purchase.day().isAfter(AS_OF);
			spent.merge(purchase.customer(), inWindow ? purchase.cents() : 0, Long::sum);
			first.merge(purchase.customer(), purchase.day(), (a, b) -> a.isBefore(b) ? a : b);
		}
		Map<String, String> expected = new HashMap<>();
		spent.forEach((customer, cents) -> expected.put(customer, (cents >= SPENDS) ? "DORMANT_SPENDER" : "SILENT"));
		assertThat(expected).hasSize(23_570);
		assertThat(first.values()).allMatch(day -> day.isBefore(LocalDate.of(1997, 4, 1)));
		assertThat(evaluation.counts().total()).isEqualTo(23_570);
		assertThat(evaluation.counts().dormantSpender())
			.isEqualTo(expected.values().stream().filter("DORMANT_SPENDER"::equals).count())
			.isPositive();
		Map<String, String> found = as(
				() -> jdbc.sql("select member_id, tier from tiering_facts where organization_id = ? and policy_id = ?")
					.params(organization, policy.id())
					.query((row, number) -> Map.entry(customers.getOrDefault(row.getObject(1, UUID.class), "?"),
							row.getString(2)))
					.stream()
					.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
		assertThat(found).isEqualTo(expected);
	}

	private Map<UUID, String> take(List<Purchase> purchases) {
		List<String> customers = purchases.stream().map(Purchase::customer).distinct().toList();
		UUID run = Ids.next();
		return as(() -> {
			// As an import does: how keys are checked was planned while there was hardly
			// an order.
			jdbc.sql("discard plans").update();
			jdbc.sql("""
					create temporary table staged_people (ordinal int, carrier text, identity_kind text,
						identity_value text, group_id uuid, name text, phone text, email text, joined_at timestamptz,
						left_at timestamptz, member_id uuid, outcome text) on commit drop
					""").update();
			jdbc.sql(
					"""
							insert into staged_people (ordinal, carrier, identity_kind, identity_value, name)
							select n, 'OTHER', 'ID', c, 'Customer ' || c from unnest(cast(? as text[])) with ordinality as x (c, n)
							""")
				.param(customers.toArray(String[]::new))
				.update();
			members.resolve(run, "staged_people");
			jdbc.sql("""
					create temporary table staged_orders (ordinal int, external_no text, member_id uuid, product text,
						quantity int, amount_minor bigint, paid_at timestamptz, refunded_minor bigint, outcome text)
					on commit drop
					""").update();
			jdbc.sql("""
					insert into staged_orders
					select x.n, cast(x.n as text), p.member_id, 'CD', 1, x.cents, cast(x.day as timestamptz), 0, null
					from unnest(cast(? as text[]), cast(? as bigint[]), cast(? as text[])) with ordinality
						as x (customer, cents, day, n)
					join staged_people p on p.identity_value = x.customer
					""")
				.params(purchases.stream().map(Purchase::customer).toArray(String[]::new),
						purchases.stream().map(Purchase::cents).toArray(Long[]::new),
						purchases.stream().map(purchase -> purchase.day() + "T12:00:00Z").toArray(String[]::new))
				.update();
			assertThat(orders.take(run, "staged_orders").taken()).isEqualTo(purchases.size());
			return jdbc.sql("select member_id, identity_value from staged_people")
				.query((row, number) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		});
	}

	private static Purchase read(String line) {
		String[] fields = line.split("\\s+");
		return new Purchase(fields[0], LocalDate.parse(fields[1], DateTimeFormatter.BASIC_ISO_DATE),
				new BigDecimal(fields[3]).movePointRight(2).longValueExact());
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(organization, () -> transaction.execute(status -> work.run()));
	}

}
