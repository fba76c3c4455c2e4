package io.guildhall.coupon;

import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.coupon.CouponFixtures.NOON;
import static io.guildhall.coupon.CouponFixtures.ZONE;
import static io.guildhall.coupon.CouponFixtures.fiveOff;
import static io.guildhall.coupon.CouponFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

class CouponBatchTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

	private final CouponBatch batch = new CouponBatch(fiveOff(50, 1), NOON);

	@Test
	void goesFromDraftToActiveToPausedAndBackAndEndsForGood() {
		assertThat(batch.getState()).isEqualTo(BatchState.DRAFT);
		batch.activate(TODAY);
		batch.pause();
		batch.activate(TODAY);
		batch.end();
		assertThat(batch.getState()).isEqualTo(BatchState.ENDED);
		assertRefused("coupon.wrong-state-ended", () -> batch.activate(TODAY));
		assertRefused("coupon.wrong-state-ended", () -> batch.change(fiveOff(1, 1)));
		assertRefused("coupon.wrong-state-ended", batch::end);
	}

	@Test
	void isIssuedOnlyWhileActive() {
		assertRefused("coupon.not-open", this::issue);
		batch.activate(TODAY);
		assertThat(issue().getState()).isEqualTo(CouponState.ISSUED);
		batch.pause();
		assertRefused("coupon.not-open", this::issue);
	}

	@Test
	void isNotPausedBeforeItIsActive() {
		assertRefused("coupon.wrong-state-draft", batch::pause);
	}

	@Test
	void isNotOpenedOnceItsDatesHavePassed() {
		NewBatch wanted = fiveOff(1, 1);
		CouponBatch past = new CouponBatch(new NewBatch(wanted.name(), "", wanted.terms(),
				CouponValidity.between(TODAY.minusDays(9), TODAY.minusDays(1)), 1, 1), NOON);
		assertRefused("coupon.batch-over", () -> past.activate(TODAY));
	}

	@Test
	void cannotBeWhatMakesNoSense() {
		assertRefused("coupon.worthless", () -> CouponTerms.ofAmount(yuan(0), yuan(0)));
		assertRefused("coupon.worthless", () -> CouponTerms.ofAmount(yuan(-5), yuan(0)));
		assertRefused("coupon.worthless", () -> CouponTerms.ofPercent(0, yuan(5), yuan(0)));
		assertRefused("coupon.worthless", () -> CouponTerms.ofPercent(Money.WHOLE + 1, yuan(5), yuan(0)));
		assertRefused("coupon.worthless", () -> CouponTerms.ofPercent(1000, yuan(0), yuan(0)));
		assertRefused("coupon.threshold", () -> CouponTerms.ofAmount(yuan(5), yuan(-1)));
		assertRefused("coupon.validity", () -> CouponValidity.daysFromIssue(0));
		assertRefused("coupon.validity", () -> CouponValidity.between(TODAY, TODAY.minusDays(1)));
		assertRefused("coupon.per-member", () -> new CouponBatch(fiveOff(1, 0), NOON));
		NewBatch wanted = fiveOff(1, 1);
		assertRefused("coupon.name",
				() -> new CouponBatch(new NewBatch(" ", "", wanted.terms(), wanted.validity(), 1, 1), NOON));
	}

	private Coupon issue() {
		return batch.issue(CouponId.next(), new MemberId(Ids.next()), CouponCodes.next(), NOON, ZONE, null, null);
	}

}
