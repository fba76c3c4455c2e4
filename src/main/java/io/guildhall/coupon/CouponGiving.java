package io.guildhall.coupon;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Actor;
import io.guildhall.shared.BusyException;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * Gives coupons to several members at once, each for a reason of their own that another
 * module knows: as claims that came together are settled, so that stock, limits and
 * budget hold, and each is refused for reasons of its own. Under its key each is given
 * once, whatever a crash left.
 */
@Service
@RequiredArgsConstructor
public class CouponGiving {

	/** So many are given together. */
	public static final int AT_ONCE = 200;

	/** As often others may get in the way. */
	private static final int MOST_TRIES = 50;

	private final ClaimSettlement settlement;

	private final Idempotency idempotency;

	private final Clock clock;

	/**
	 * A member who is to have a coupon.
	 *
	 * @param key of the reason, which counts once
	 */
	public record Wanted(MemberId member, String key) {
	}

	/**
	 * What became of it: either of the two.
	 *
	 * @param refusal code of the reason why there is none
	 */
	public record Given(@Nullable CouponId coupon, @Nullable String refusal) {
	}

	/**
	 * Gives a coupon of the batch to each, as far as there are any for them.
	 * @param wanted at most {@link #AT_ONCE}
	 * @return what became of each, in their order
	 */
	@May(Permission.COUPON_ISSUE)
	public List<Given> give(BatchId batch, List<Wanted> wanted) {
		Actor actor = OnBehalf.actor();
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		List<WaitingClaim> claims = wanted.stream()
			.map(one -> new WaitingClaim(CouponClaim.of(batch, one.member()),
					idempotency.asked("giving/" + one.key(), List.of(batch, one.member()), CouponSummary.class), actor,
					now))
			.toList();
		IdentityHashMap<WaitingClaim, Given> given = new IdentityHashMap<>();
		List<WaitingClaim> open = claims;
		for (int tries = 0; !open.isEmpty(); tries++) {
			if (tries == MOST_TRIES) {
				throw new BusyException("Others were faster, again and again");
			}
			open = settle(batch, open, given);
		}
		return claims.stream().map(claim -> Objects.requireNonNull(given.get(claim))).toList();
	}

	/** Settles what is open; what others got in the way of stays so. */
	private List<WaitingClaim> settle(BatchId batch, List<WaitingClaim> open,
			IdentityHashMap<WaitingClaim, Given> given) {
		List<ClaimAnswer> answers;
		try {
			answers = settlement.settle(batch, open);
		}
		catch (ClaimQueue.Overtaken | PessimisticLockingFailureException overtaken) {
			return open;
		}
		List<WaitingClaim> again = new ArrayList<>();
		for (int i = 0; i < open.size(); i++) {
			ClaimAnswer answer = answers.get(i);
			if (answer.kind() == ClaimAnswer.Kind.AGAIN) {
				again.add(open.get(i));
			}
			else {
				given.put(open.get(i), given(answer));
			}
		}
		return again;
	}

	private static Given given(ClaimAnswer answer) {
		if (answer.coupon() != null) {
			return new Given(answer.coupon().id(), null);
		}
		return new Given(null,
				(answer.refusal() != null) ? answer.refusal().get().getCode() : CouponRefused.notEligible().getCode());
	}

}
