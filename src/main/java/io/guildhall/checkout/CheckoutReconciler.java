package io.guildhall.checkout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

import io.guildhall.organization.OrganizationService;
import io.guildhall.provider.PaymentProvider.Charge;
import io.guildhall.provider.PaymentProvider.ProviderRefusal;
import io.guildhall.provider.PaymentProvider.ProviderSilent;
import io.guildhall.provider.PaymentProvider.Refund;
import io.guildhall.provider.PaymentProvider.ReturnStanding;
import io.guildhall.provider.ProviderLine;
import io.guildhall.provider.Standing;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Asks providers about what we do not know: whether somebody has paid, whether money went
 * back. The longer nothing happens, the more rarely. A callback that never came is found
 * so.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutReconciler {

	private static final int AT_ONCE = 20;

	/** After so many silences in a row a provider is left alone until the next run. */
	private static final int SILENCES = 2;

	private static final Duration OFTEN = Duration.ofMinutes(1);

	private final DueAsks due;

	private final AttemptStore attempts;

	private final ReturnStore returns;

	private final Providers providers;

	private final CheckoutHearing hearing;

	private final Clock clock;

	/** Looks into every organization, on whichever instance picks it. */
	@Configuration(proxyBeanMethods = false)
	static class Schedule {

		@Bean
		Task<Void> askPaymentProviders(CheckoutReconciler reconciler, OrganizationService organizations,
				OnBehalf onBehalf) {
			return Tasks.recurring("checkout.reconcile", FixedDelay.of(OFTEN))
				.execute((instance, context) -> organizations.active()
					.forEach(organization -> run(organization, reconciler, onBehalf)));
		}

		/** What is broken in one organization is no reason to leave out the others. */
		private static void run(UUID organization, CheckoutReconciler reconciler, OnBehalf onBehalf) {
			try {
				onBehalf.ofSystem(organization, reconciler::run);
			}
			catch (RuntimeException broken) {
				log.error("Payments of organization {} could not be asked for: {}", organization,
						broken.getClass().getName());
			}
		}

	}

	/** Asks for all of this organization that is due; how much that was. */
	int run() {
		if (!due.isAny(clock.instant())) {
			return 0;
		}
		Map<UUID, Integer> silent = new HashMap<>();
		List<UUID> open = due.attempts(clock.instant(), AT_ONCE);
		for (UUID id : open) {
			unlessBroken(id, () -> {
				Attempt attempt = attempts.require(id);
				unlessSilent(silent, attempt.account(), () -> ask(attempt));
			});
		}
		List<UUID> owed = due.returns(clock.instant(), AT_ONCE);
		for (UUID id : owed) {
			unlessBroken(id, () -> {
				MoneyReturn back = returns.require(id);
				unlessSilent(silent, attempts.require(back.attempt()).account(), () -> payBack(back));
			});
		}
		return open.size() + owed.size();
	}

	/**
	 * Asks how a try stands, or closes it where nobody is to pay any more.
	 * @return whether the provider answered
	 */
	boolean ask(Attempt attempt) {
		Charge charge = attempt.charge();
		boolean closes = attempt.isToClose(clock.instant());
		try {
			Standing standing = providers.call(attempt.account(), (provider, credentials) -> closes
					? provider.close(credentials, charge) : provider.ask(credentials, charge));
			hearing.answered(attempt, standing);
			return true;
		}
		catch (ProviderSilent silent) {
			hearing.moved(attempt, progress -> progress.unanswered(ProviderLine.SILENT, clock.instant()));
			return false;
		}
		catch (ProviderRefusal refusal) {
			boolean busy = refusal.code().equals(ProviderLine.BUSY);
			hearing.moved(attempt, progress -> busy ? progress.later(clock.instant())
					: progress.unanswered(refusal.code(), clock.instant()));
			return !busy;
		}
	}

	/**
	 * Pays money back, or asks how that stands.
	 * @return whether the provider answered
	 */
	boolean payBack(MoneyReturn back) {
		Attempt attempt = attempts.require(back.attempt());
		Refund refund = back.refund();
		try {
			ReturnStanding standing = providers.call(attempt.account(),
					(provider, credentials) -> provider.refund(credentials, attempt.charge(), refund));
			hearing.returned(back, read -> read.heard(standing, clock.instant()));
			return true;
		}
		catch (ProviderSilent silent) {
			hearing.returned(back, read -> read.unanswered(ProviderLine.SILENT, clock.instant()));
			return false;
		}
		catch (ProviderRefusal refusal) {
			Instant now = clock.instant();
			boolean busy = refusal.code().equals(ProviderLine.BUSY);
			hearing.returned(back, read -> busy ? read.later(refusal.code(), now) : read.refused(refusal.code(), now));
			return !busy;
		}
	}

	/** It stays due, and does not hold up those after it. Only ids go into logs. */
	private static void unlessBroken(UUID id, Runnable question) {
		try {
			question.run();
		}
		catch (RuntimeException broken) {
			log.error("Payment or return {} could not be asked for: {}", id, broken.getClass().getName());
		}
	}

	private static void unlessSilent(Map<UUID, Integer> silent, UUID account, BooleanSupplier question) {
		if (silent.getOrDefault(account, 0) < SILENCES) {
			if (question.getAsBoolean()) {
				silent.remove(account);
			}
			else {
				silent.merge(account, 1, Integer::sum);
			}
		}
	}

}
