package io.guildhall.occasion;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import io.guildhall.coupon.BatchState;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponGiving;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Looks for occasions and gives their coupons: every few minutes, and in the night after
 * tiers were judged. What was found and not given, since the batch is a draft or paused,
 * is found again; what was given is so under its key and in its row.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class OccasionPass implements NightlyWork {

	private static final Duration OFTEN = Duration.ofMinutes(2);

	/** The batch was closed meanwhile: there will be another time. */
	private static final String NOT_OPEN = "coupon.not-open";

	private final OccasionRules rules;

	private final OccasionSources sources;

	private final OccasionReturns returns;

	private final CouponBatches batches;

	private final CouponGiving giving;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** Looks into every organization, on whichever instance picks it. */
	@Configuration(proxyBeanMethods = false)
	static class Schedule {

		@Bean
		Task<Void> giveCouponsOnOccasions(OccasionPass pass, OrganizationService organizations, OnBehalf onBehalf) {
			return Tasks.recurring("occasion.give", FixedDelay.of(OFTEN))
				.execute((instance, context) -> organizations.active()
					.forEach(organization -> run(organization, pass, onBehalf)));
		}

		/** What is broken in one organization is no reason to leave out the others. */
		private static void run(UUID organization, OccasionPass pass, OnBehalf onBehalf) {
			try {
				onBehalf.ofSystem(organization, pass::run);
			}
			catch (RuntimeException broken) {
				log.error("Occasions of organization {} could not be looked at: {}", organization,
						broken.getClass().getName());
			}
		}

	}

	@Override
	public int order() {
		return 50;
	}

	@Override
	public void run(LocalDate day) {
		run();
	}

	/** Looks at all rules; how many coupons were given. */
	int run() {
		int given = 0;
		for (OccasionRule rule : rules.live()) {
			given += run(rule);
		}
		if (given > 0) {
			log.info("Gave {} coupons on occasions of organization {}", given, tenancy.current());
		}
		return given;
	}

	private int run(OccasionRule rule) {
		int given = 0;
		List<OccasionSources.Found> found;
		do {
			if (batches.offer(rule.batch()).state() != BatchState.ACTIVE) {
				return given;
			}
			found = sources.next(rule, CouponGiving.AT_ONCE);
			if (found.isEmpty()) {
				return given;
			}
			List<CouponGiving.Given> answers = giving.give(rule.batch(),
					found.stream()
						.map(one -> new CouponGiving.Wanted(one.member(),
								rule.id() + "/" + one.memberId() + "/" + one.occasion()))
						.toList());
			List<Became> became = new ArrayList<>();
			for (int i = 0; i < found.size(); i++) {
				if (!NOT_OPEN.equals(answers.get(i).refusal())) {
					became.add(new Became(found.get(i), answers.get(i)));
				}
			}
			given += write(rule, became);
			if (became.size() < found.size()) {
				return given;
			}
		}
		while (found.size() == CouponGiving.AT_ONCE);
		return given;
	}

	/** What became of an occasion. */
	private record Became(OccasionSources.Found found, CouponGiving.Given given) {
	}

	/**
	 * Writes down what became of each; whose order was refunded meanwhile keeps nothing.
	 */
	private int write(OccasionRule rule, List<Became> became) {
		transaction.executeWithoutResult(status -> {
			jdbc.sql("""
					insert into occasion_givings (organization_id, id, rule_id, member_id, occasion, order_id, outcome,
					    coupon_id, refusal, at)
					select :organization, one.id, :rule, one.member, one.occasion, one.order_id,
					    case when one.coupon is null then 'REFUSED' else 'GIVEN' end, one.coupon, one.refusal, :now
					from unnest(cast(:ids as uuid[]), cast(:members as uuid[]), cast(:occasions as text[]),
					    cast(:orders as uuid[]), cast(:coupons as uuid[]), cast(:refusals as text[]))
					    as one (id, member, occasion, order_id, coupon, refusal)
					on conflict (organization_id, rule_id, member_id, occasion) do update
					set outcome = excluded.outcome, coupon_id = excluded.coupon_id, refusal = excluded.refusal,
					    at = excluded.at
					where occasion_givings.outcome = 'AGAIN'
					""")
				.param("organization", tenancy.current())
				.param("rule", rule.id().id())
				.param("ids", became.stream().map(one -> Ids.next().toString()).toArray(String[]::new))
				.param("members", became.stream().map(one -> one.found().memberId().toString()).toArray(String[]::new))
				.param("occasions", became.stream().map(one -> one.found().occasion()).toArray(String[]::new))
				.param("orders", became.stream().map(one -> text(one.found().orderId())).toArray(String[]::new))
				.param("coupons", became.stream().map(one -> text(one.given().coupon())).toArray(String[]::new))
				.param("refusals", became.stream().map(one -> one.given().refusal()).toArray(String[]::new))
				.param("now", Timestamp.from(clock.instant()))
				.update();
			returns.takeBackOfRefunded(
					became.stream().map(one -> one.found().orderId()).filter(Objects::nonNull).toList());
		});
		return (int) became.stream().filter(one -> one.given().coupon() != null).count();
	}

	@SuppressWarnings("NullAway") // for an array for the database, which takes null as
									// null
	private static String text(@Nullable Object id) {
		return (id != null) ? id.toString() : null;
	}

}
