package io.guildhall.coupon;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** Issues a coupon to a member, lets one count longer, and takes one back. */
@Service
@Transactional
@RequiredArgsConstructor
public class CouponIssuing {

	/** Why one is recalled: the order that gave it was refunded. Key of its text. */
	public static final String ORDER_REFUNDED = "coupon.recalled.order";

	/** Why one is recalled: the order of its card was refunded. Key of its text. */
	public static final String CARD_REFUNDED = "coupon.recalled.card";

	private static final int LONGEST_REASON = 200;

	private final CouponBatchRepository batches;

	private final CouponRepository coupons;

	private final CouponStock stock;

	private final CouponConditionsRegister conditions;

	private final CouponRegister register;

	private final CouponLedger ledger;

	private final CouponDebts debts;

	private final CouponService service;

	private final MemberService members;

	private final MemberScope scope;

	private final KeptWords words;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final Clock clock;

	/**
	 * Issues one coupon to a member. Stock and limit hold however many ask at once, on
	 * however many instances; the stock is taken last, since its row is what all wait
	 * for.
	 * @param campaign for which it is issued, if it is one
	 * @throws CouponRefused if the batch is not open or sold out or its money is spent,
	 * or the member has as many as one may have, or was erased
	 */
	@May(Permission.COUPON_ISSUE)
	public CouponSummary issue(BatchId id, MemberId member, @Nullable UUID campaign) {
		CouponBatch batch = batches.require(id);
		// Not what decides, but it answers most of those who come too late without work.
		CouponStock.Level level = stock.level(id);
		if (level.left() <= 0) {
			throw level.none(batch.getName());
		}
		CouponSummary summary = issue(batch, member, campaign);
		stock.take(batch, 1);
		return summary;
	}

	/**
	 * Issues one of those that were set aside ({@link CouponReserve}).
	 * @throws CouponRefused if the batch is not open, none is set aside, or the member
	 * has as many as one may have
	 */
	@May(Permission.COUPON_ISSUE)
	public CouponSummary issueSetAside(BatchId id, MemberId member) {
		CouponBatch batch = batches.require(id);
		CouponSummary summary = issue(batch, member, null);
		stock.takeSetAside(batch);
		return summary;
	}

	/**
	 * Issues one of those that were set aside to somebody who was promised it with what
	 * they paid for: so neither whom the batch is given to nor how many one may have is
	 * asked (docs/adr/0157-what-was-promised-with-a-sale-is-given.md). What it counts for
	 * is asked when it is used, as of all others.
	 * @throws CouponRefused if the batch is not open, or none is set aside
	 */
	@May(Permission.COUPON_ISSUE)
	public CouponSummary issuePromised(BatchId id, MemberId member) {
		CouponBatch batch = batches.require(id);
		members.require(member);
		CouponSummary summary = issue(batch, member, null, true);
		stock.takeSetAside(batch);
		return summary;
	}

	private CouponSummary issue(CouponBatch batch, MemberId member, @Nullable UUID campaign) {
		if (members.require(member).erased()) {
			throw CouponRefused.notEligible();
		}
		Bar bar = conditions.barred(batch, List.of(member.id())).get(member.id());
		if (bar != null) {
			throw bar.refusal(batch.getName());
		}
		return issue(batch, member, campaign, false);
	}

	private CouponSummary issue(CouponBatch batch, MemberId member, @Nullable UUID campaign, boolean promised) {
		Instant now = clock.instant();
		Coupon coupon = batch.issue(CouponId.next(), member, CouponCodes.next(), now, organizations.current().zone(),
				null, campaign);
		takeSlot(coupon, batch, promised);
		ledger.promise(CouponRedemption.SOURCE, coupon.getId().id(), "ISSUED", now, coupon.getTerms().largest(),
				member);
		audit.record("coupon.issued", "coupon", coupon.getId(), Map.of(),
				Map.of("batch", batch.getId(), "member", member, "atMost", coupon.getTerms().largest()));
		return service.get(coupon.getId());
	}

	/**
	 * Takes an unused coupon back; its piece and the member's slot are free again.
	 * @param reason that the member could be told
	 * @throws CouponRefused if it is used, held by an order or has ended
	 */
	@May(Permission.COUPON_ISSUE)
	public CouponSummary revoke(CouponId id, String reason) {
		requireReason(reason);
		Instant now = clock.instant();
		Coupon coupon = coupons.requireToMove(id);
		if (!scope.contains(coupon.getMember())) {
			throw CouponRefused.unknown(id);
		}
		coupon.revoke(now);
		revoked(coupon, words.of(coupon.getMember(), reason.strip()), now);
		return service.get(id);
	}

	/**
	 * Takes a coupon back whose reason is gone: at once where it is unused, when the
	 * order lets go of it where one holds it or has used it. What one took off that is
	 * used, its member owes from then on. One that has ended cannot count longer any
	 * more; one that was taken back before stays as it is.
	 * @param reason the key of its text
	 */
	@May(Permission.COUPON_ISSUE)
	public void recall(CouponId id, String reason) {
		requireReason(reason);
		Instant now = clock.instant();
		Coupon coupon = coupons.requireToMove(id);
		if (!coupon.recall(reason.strip(), now)) {
			return;
		}
		if (coupon.getState() == CouponState.REVOKED) {
			revoked(coupon, reason.strip(), now);
		}
		else {
			coupons.saveAndFlush(coupon);
			register.moved(coupon, coupon.getState(), "recalled", reason.strip(), coupon.getOrderId());
			audit.record("coupon.recalled", "coupon", id, Map.of());
			if (coupon.getState() == CouponState.USED) {
				debts.book(coupon, Objects.requireNonNull(coupon.getOrderId()));
			}
		}
	}

	private void revoked(Coupon coupon, String reason, Instant now) {
		coupons.saveAndFlush(coupon);
		register.moved(coupon, CouponState.ISSUED, "revoked", reason, null);
		ledger.settle(CouponRedemption.SOURCE, coupon.getId().id(), "REVOKED", now, coupon.getTerms().largest(),
				coupon.getMember());
		audit.record("coupon.revoked", "coupon", coupon.getId(), Map.of("state", CouponState.ISSUED),
				Map.of("state", CouponState.REVOKED));
		stock.giveBack(coupon.getBatch(), 1, coupon.getTerms().largest());
	}

	/**
	 * Lets a coupon count longer, also one that has ended. What it takes off stays as it
	 * is.
	 * @param lastDay on which it still counts, where the organization is
	 * @param reason that the member could be told
	 * @throws CouponRefused if it is used, revoked or held by an order, does not end
	 * later by this, or had ended and there is no money for it any more
	 */
	@May(Permission.COUPON_ISSUE)
	public CouponSummary extend(CouponId id, LocalDate lastDay, String reason) {
		requireReason(reason);
		Instant now = clock.instant();
		OrganizationDetails organization = organizations.current();
		if (lastDay.isAfter(organization.dayOf(now).plusDays(CouponValidity.LONGEST))) {
			throw CouponRefused.noValidity();
		}
		Coupon coupon = coupons.requireToMove(id);
		if (!scope.contains(coupon.getMember())) {
			throw CouponRefused.unknown(id);
		}
		CouponState before = coupon.getState();
		Instant ended = coupon.getExpiresAt();
		Instant ends = organization.startOf(lastDay.plusDays(1));
		boolean lapsed = coupon.extend(ends, now);
		coupons.saveAndFlush(coupon);
		register.moved(coupon, before, "extended", words.of(coupon.getMember(), reason.strip()), null);
		if (lapsed) {
			ledger.promise(CouponRedemption.SOURCE, id.id(), "EXTENDED/" + ends, now, coupon.getTerms().largest(),
					coupon.getMember());
		}
		audit.record("coupon.extended", "coupon", id, Map.of("expiresAt", ended), Map.of("expiresAt", ends));
		if (lapsed) {
			stock.reserveAgain(batches.require(coupon.getBatch()), coupon.getTerms().largest());
		}
		return service.get(id);
	}

	static void requireReason(String reason) {
		if (reason.isBlank() || reason.length() > LONGEST_REASON) {
			throw CouponRefused.reasonNeeded();
		}
	}

	/**
	 * Of two requests at once for the same slot one waits for the other here, and then
	 * tries the next.
	 * @param promised whether there is always one more, beyond the limit
	 */
	private void takeSlot(Coupon coupon, CouponBatch batch, boolean promised) {
		UUID member = coupon.getMember().id();
		do {
			Set<Integer> held = register.slots(batch.getId(), List.of(member)).get(member);
			if (held == null) {
				throw CouponRefused.notEligible();
			}
			if (!promised && held.size() >= batch.getPerMember()) {
				throw CouponRefused.limitReached(batch.getName(), batch.getPerMember());
			}
			int most = promised ? held.size() + 1 : batch.getPerMember();
			coupon.place(ClaimAllotment.firstFree(held, most), null);
		}
		while (register.insertEach(List.of(new CouponRegister.Fresh(coupon, OnBehalf.actor()))).isEmpty());
	}

}
