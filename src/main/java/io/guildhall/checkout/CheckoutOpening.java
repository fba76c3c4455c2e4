package io.guildhall.checkout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.link.PublicCodes;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderTill;
import io.guildhall.organization.OrganizationService;
import io.guildhall.provider.PaymentProvider.Charge;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;

/** Writes a try down before the provider is called. */
@Component
@Transactional
@RequiredArgsConstructor
class CheckoutOpening {

	/** A link ends so long before its order: news of money still finds that open. */
	private static final Duration BEFORE_THE_ORDER = Duration.ofMinutes(5);

	private static final Duration LEAST = Duration.ofMinutes(5);

	private final AttemptStore attempts;

	private final CheckoutAccounts accounts;

	private final OrderTill till;

	private final OrganizationService organizations;

	private final PublicCodes codes;

	private final AuditTrail audit;

	private final Clock clock;

	private final CheckoutSettings settings;

	/**
	 * A new try, or the one that is open.
	 * @throws CheckoutRefused if there is no provider, or what came of the last try is
	 * not known
	 * @throws io.guildhall.order.OrderRefused if the order takes no money
	 */
	UUID open(OrderId id, String site) {
		Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
		OrderTill.Waiting order = till.waiting(id);
		Optional<Attempt> before = attempts.openOf(id);
		if (before.isPresent()) {
			return again(before.get(), now);
		}
		CheckoutAccounts.Account account = accounts.chosen().orElseThrow(CheckoutRefused::noProvider);
		Instant last = order.dueAt().minus(BEFORE_THE_ORDER).truncatedTo(ChronoUnit.SECONDS);
		Instant expires = now.plus(settings.lives()).isAfter(last) ? last : now.plus(settings.lives());
		if (expires.isBefore(now.plus(LEAST))) {
			throw CheckoutRefused.closesSoon();
		}
		UUID attempt = Ids.next();
		Charge charge = new Charge(attempt, codes.take(CheckoutService.KIND, attempt),
				organizations.current().name() + " #" + order.number(), order.total(), site, now, expires, null);
		attempts
			.insert(new Attempt(attempt, id, account.id(), charge, OnBehalf.actor().name(), Progress.created(now), 0));
		audit.record("checkout.started", "order", id,
				Map.of("provider", account.provider(), "amount", charge.amount()));
		return attempt;
	}

	private static UUID again(Attempt open, Instant now) {
		if (open.isToClose(now)) {
			throw CheckoutRefused.closing();
		}
		if (open.state() == AttemptState.UNKNOWN) {
			throw CheckoutRefused.unknownResult();
		}
		return open.id();
	}

}
