package io.guildhall.coupon;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

import io.guildhall.member.MemberService;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * Gives single coupons to those who ask for them, however many do so at once: claims of
 * one batch are gathered and settled together, and each is answered after the commit.
 * Within a transaction of another module {@link CouponIssuing} is asked instead.
 */
@Service
@RequiredArgsConstructor
public class CouponClaiming {

	private final ClaimQueue queue;

	private final ClaimGrowth growth;

	private final MemberService members;

	private final Clock clock;

	/**
	 * Asks for a coupon, and waits for the answer.
	 * @param asked what the request asked under its key: asked again, it gets the same
	 * answer; null without one
	 * @return the coupon; it is in the database
	 * @throws CouponRefused if the batch is not open or sold out, or the member has as
	 * many as one may have, or can be given nothing
	 * @throws io.guildhall.shared.BusyException if too many ask, or no answer came in
	 * time
	 */
	@May(Permission.COUPON_ISSUE)
	public CouponSummary claim(CouponClaim claim, Idempotency.@Nullable Asked asked) {
		Assert.state(!TransactionSynchronizationManager.isActualTransactionActive(),
				"Who waits for others holds no connection meanwhile");
		if (OnBehalf.ownGroupsOnly()) {
			members.require(claim.member());
		}
		ClaimAnswer answer = queue
			.answer(new WaitingClaim(claim, asked, OnBehalf.actor(), clock.instant().truncatedTo(ChronoUnit.MICROS)));
		if (answer.kind() == ClaimAnswer.Kind.NOBODY) {
			// Says whether there never was one, or where they have gone.
			members.require(claim.member());
			throw CouponRefused.notEligible();
		}
		if (answer.refusal() != null) {
			throw answer.refusal().get();
		}
		growth.another();
		return Objects.requireNonNull(answer.coupon());
	}

}
