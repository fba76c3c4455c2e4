package io.guildhall.coupon;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Who of those that claim a batch at the same time gets what is left, in the order in
 * which they came, as far as can be told before it is written.
 */
final class ClaimAllotment {

	private final CouponBatch batch;

	private final ZoneId zone;

	private final Map<UUID, Bar> barred;

	private final Map<UUID, Set<Integer>> taken = new HashMap<>();

	private final CouponStock.Level level;

	private long left;

	/**
	 * Begins with what there is.
	 * @param level where the stock and the money of the batch stand
	 * @param barred who may have none of the batch, and why not
	 * @param taken the slots that each member holds; who is none has no entry
	 */
	ClaimAllotment(CouponBatch batch, ZoneId zone, CouponStock.Level level, Map<UUID, Bar> barred,
			Map<UUID, Set<Integer>> taken) {
		this.batch = batch;
		this.zone = zone;
		this.level = level;
		this.barred = barred;
		this.left = level.left();
		taken.forEach((member, slots) -> this.taken.put(member, new HashSet<>(slots)));
	}

	/**
	 * What one who claims is given.
	 *
	 * @param coupon to be written; null for none
	 * @param refusal why there is none; null for one
	 */
	record Allotted(@Nullable Coupon coupon, @Nullable ClaimAnswer refusal) {
	}

	/** The next in the order. */
	Allotted next(WaitingClaim waiting) {
		CouponClaim claim = waiting.getClaim();
		Coupon coupon;
		try {
			coupon = batch.issue(CouponId.next(), claim.member(), CouponCodes.next(), waiting.getAt(), zone, null,
					claim.campaign());
		}
		catch (CouponRefused refusal) {
			return refused(ClaimAnswer.refused(() -> refusal));
		}
		Set<Integer> slots = taken.get(claim.member().id());
		if (slots == null) {
			return refused(ClaimAnswer.NOBODY);
		}
		Bar bar = barred.get(claim.member().id());
		if (bar != null) {
			return refused(ClaimAnswer.refused(() -> bar.refusal(batch.getName())));
		}
		int most = batch.getPerMember();
		// Who was merged may hold more than the limit, in slots beyond it.
		if (slots.size() >= most) {
			return refused(ClaimAnswer.refused(() -> CouponRefused.limitReached(batch.getName(), most)));
		}
		if (left == 0) {
			return refused(ClaimAnswer.soldOut(() -> level.none(batch.getName())));
		}
		int slot = firstFree(slots, most);
		slots.add(slot);
		left--;
		coupon.place(slot, claim.link());
		return new Allotted(coupon, null);
	}

	/** The lowest slot that is not taken; there must be one. */
	static int firstFree(Set<Integer> taken, int most) {
		return IntStream.rangeClosed(1, most).filter(place -> !taken.contains(place)).findFirst().orElseThrow();
	}

	private static Allotted refused(ClaimAnswer refusal) {
		return new Allotted(null, refusal);
	}

}
