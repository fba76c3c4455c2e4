package io.guildhall.coupon;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Settles the claims of a batch that were gathered: coupons, moves, journal, audit,
 * answers under their keys and the counter in one transaction, a statement each however
 * many there are. The counter is moved last: its row is what other instances wait for.
 */
@Component
@RequiredArgsConstructor
class ClaimSettlement implements ClaimQueue.Settlement {

	private static final int SECONDS = 8;

	private final KnownBatches batches;

	private final CouponStock stock;

	private final CouponConditionsRegister conditions;

	private final CouponRegister register;

	private final CouponLedger ledger;

	private final Idempotency idempotency;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	/** A coupon that is to be written for one who waits. */
	record Allotted(WaitingClaim waiting, Coupon coupon) {

		Money largest() {
			return coupon.getTerms().largest();
		}

	}

	@Override
	@Transactional(propagation = Propagation.REQUIRES_NEW, timeout = SECONDS)
	public List<ClaimAnswer> settle(BatchId id, List<WaitingClaim> claims) {
		CouponBatch batch = batches.require(id);
		@Nullable ClaimAnswer[] answers = new ClaimAnswer[claims.size()];
		answerRepeated(claims, answers);
		ZoneId zone = organizations.current().zone();
		Map<UUID, Set<Integer>> slots = register.slots(id,
				claims.stream().map(one -> one.getClaim().member().id()).distinct().toList());
		ClaimAllotment allotment = new ClaimAllotment(batch, zone, stock.level(id),
				conditions.barred(batch, slots.keySet()), slots);
		Map<Integer, Allotted> allotted = new LinkedHashMap<>();
		for (int i = 0; i < answers.length; i++) {
			if (answers[i] == null) {
				ClaimAllotment.Allotted next = allotment.next(claims.get(i));
				answers[i] = next.refusal();
				if (next.coupon() != null) {
					allotted.put(i, new Allotted(claims.get(i), next.coupon()));
				}
			}
		}
		write(batch, allotted, answers);
		return Arrays.stream(answers).map(Objects::requireNonNull).toList();
	}

	/**
	 * Who asks again under a key gets the answer of then. Of two with one key that wait
	 * together the second is settled when the first is.
	 */
	private void answerRepeated(List<WaitingClaim> claims, @Nullable ClaimAnswer[] answers) {
		Set<String> keys = new HashSet<>();
		for (int i = 0; i < answers.length; i++) {
			Idempotency.Asked asked = claims.get(i).getAsked();
			if (asked != null && !keys.add(asked.key())) {
				answers[i] = ClaimAnswer.AGAIN;
			}
		}
		if (keys.isEmpty()) {
			return;
		}
		Map<String, Idempotency.Answered> before = idempotency.answered(keys);
		for (int i = 0; i < answers.length; i++) {
			Idempotency.Asked asked = claims.get(i).getAsked();
			if (answers[i] == null && asked != null && before.containsKey(asked.key())) {
				answers[i] = repeated(asked, before.get(asked.key()));
			}
		}
	}

	private ClaimAnswer repeated(Idempotency.Asked asked, Idempotency.@Nullable Answered before) {
		try {
			return ClaimAnswer.yours(idempotency.answer(asked, before, CouponSummary.class));
		}
		catch (DomainException refusal) {
			return ClaimAnswer.refused(() -> refusal);
		}
	}

	/**
	 * Writes what was allotted. Whose slot somebody else has taken since is settled anew,
	 * and so is who found the stock sold out to them.
	 */
	private void write(CouponBatch batch, Map<Integer, Allotted> allotted, @Nullable ClaimAnswer[] answers) {
		if (allotted.isEmpty()) {
			return;
		}
		Set<UUID> written = register.insertEach(allotted.values()
			.stream()
			.map(one -> new CouponRegister.Fresh(one.coupon(), one.waiting().getActor()))
			.toList());
		List<Allotted> issued = new ArrayList<>();
		Map<Idempotency.Asked, CouponSummary> kept = new HashMap<>();
		allotted.forEach((i, one) -> {
			if (!written.contains(one.coupon().getId().id())) {
				answers[i] = ClaimAnswer.AGAIN;
				return;
			}
			CouponSummary summary = one.coupon().summary(batch.getName());
			answers[i] = ClaimAnswer.yours(summary);
			issued.add(one);
			if (one.waiting().getAsked() != null) {
				kept.put(one.waiting().getAsked(), summary);
			}
		});
		if (issued.size() < allotted.size()) {
			for (int i = 0; i < answers.length; i++) {
				ClaimAnswer answer = answers[i];
				answers[i] = (answer != null && answer.kind() == ClaimAnswer.Kind.SOLD_OUT) ? ClaimAnswer.AGAIN
						: answer;
			}
		}
		if (!issued.isEmpty()) {
			book(batch, issued, kept);
		}
	}

	private void book(CouponBatch batch, List<Allotted> issued, Map<Idempotency.Asked, CouponSummary> kept) {
		promise(issued);
		issued.stream()
			.collect(Collectors.groupingBy(one -> one.waiting().getActor(), LinkedHashMap::new, Collectors.toList()))
			.forEach((actor, of) -> record(batch, actor, of));
		if (!idempotency.keep(kept)) {
			throw new ClaimQueue.Overtaken();
		}
		try {
			stock.take(batch, issued.size());
		}
		catch (CouponRefused gone) {
			throw new ClaimQueue.Overtaken();
		}
	}

	/** One posting for all; alone it is the coupon's own. */
	private void promise(List<Allotted> issued) {
		Allotted first = issued.get(0);
		if (issued.size() == 1) {
			ledger.promise(CouponRedemption.SOURCE, first.coupon().getId().id(), "ISSUED", first.waiting().getAt(),
					first.largest(), first.coupon().getMember());
		}
		else {
			ledger.promise("COUPON_CLAIMS", Ids.next(), "ISSUED", first.waiting().getAt(),
					first.largest().times(issued.size()), null);
		}
	}

	/**
	 * One entry for what somebody was given together; who moved what stands in the moves.
	 */
	private void record(CouponBatch batch, Actor actor, List<Allotted> issued) {
		Allotted first = issued.get(0);
		onBehalf.of(actor, Set.of(), false, tenancy.current(), () -> {
			if (issued.size() == 1) {
				audit.record("coupon.issued", "coupon", first.coupon().getId(), Map.of("batch", batch.getId(), "member",
						first.coupon().getMember(), "atMost", first.largest()));
			}
			else {
				audit.record("coupon.claimed", "coupon-batch", batch.getId(),
						Map.of("issued", issued.size(), "atMost", first.largest().times(issued.size())));
			}
			return actor;
		});
	}

}
