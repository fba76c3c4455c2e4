package io.guildhall.card;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.coupon.BatchId;
import io.guildhall.organization.NightlyWork;
import io.guildhall.shared.DomainException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * What waits for cards whose last day has passed, anybody may have; and cards that were
 * made before coupons were set aside for them get what is left.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class CardNight implements NightlyWork {

	private final CardCoupons coupons;

	private final AuditTrail audit;

	private final TransactionTemplate transaction;

	@Override
	public int order() {
		return 55;
	}

	@Override
	public void run(LocalDate day) {
		transaction.executeWithoutResult(status -> coupons.letGoOfExpired());
		List<BatchId> lacking = Objects.requireNonNull(transaction.execute(status -> coupons.lacking()));
		for (BatchId coupon : lacking) {
			try {
				transaction.executeWithoutResult(status -> catchUp(coupon));
			}
			catch (DomainException taken) {
				log.info("Coupons of {} were taken while some were set aside; the next night comes", coupon);
			}
		}
	}

	private void catchUp(BatchId coupon) {
		coupons.catchUp(coupon)
			.forEach((batch, cards) -> audit.record("card.batch.caught-up", CardBatches.OBJECT, batch,
					Map.of("cards", cards)));
	}

}
