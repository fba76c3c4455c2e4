package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.guildhall.membership.MembershipState;
import io.guildhall.membership.MembershipSummary;

/**
 * The one answer to whether a member may use something, of all that may give it: their
 * memberships, and what orders bought for them.
 */
final class BenefitAnswers {

	/** What ends first is used first, and what has a number before what has none. */
	private static final Comparator<BenefitStanding> FIRST = Comparator
		.comparing((BenefitStanding standing) -> standing.left() == null)
		.thenComparing(standing -> later(standing.lastDay()));

	private BenefitAnswers() {
	}

	/**
	 * The answer.
	 * @param memberships with what they give on the day that is asked for
	 * @param bought likewise
	 * @param wish null for any of a membership
	 * @param ahead the day, where it is still to come: it must have been paid for
	 */
	static BenefitAccess of(List<MembershipBenefits> memberships, List<BoughtBenefit> bought,
			@Nullable BenefitWish wish, @Nullable LocalDate ahead) {
		if (wish == null) {
			return best(memberships.stream().map(one -> answer(one, null, ahead)).toList(),
					Comparator.comparing((BenefitAccess answer) -> later(answer.until())).reversed(),
					BenefitAccess.Reason.NOT_A_MEMBER);
		}
		List<BenefitAccess> paid = bought.stream()
			.filter(one -> wish.isFor(one.purchase()))
			.map(BoughtBenefit::access)
			.toList();
		// What somebody bought says more than a plan that is without it.
		Stream<BenefitAccess> given = memberships.stream()
			.filter(one -> wish.product() == null)
			.map(one -> answer(one, wish, ahead))
			.filter(answer -> paid.isEmpty() || answer.reason() != BenefitAccess.Reason.NOT_IN_PLAN);
		return best(Stream.concat(given, paid.stream()).toList(),
				Comparator.comparing((BenefitAccess answer) -> answer.benefits().get(0), FIRST),
				(wish.product() != null) ? BenefitAccess.Reason.NOT_BOUGHT : BenefitAccess.Reason.NOT_A_MEMBER);
	}

	private static BenefitAccess best(List<BenefitAccess> answers, Comparator<BenefitAccess> first,
			BenefitAccess.Reason none) {
		Optional<BenefitAccess> granted = answers.stream().filter(BenefitAccess::granted).min(first);
		return granted.orElseGet(() -> answers.stream()
			.min(Comparator.comparing(BenefitAccess::reason, Comparator.nullsLast(Comparator.naturalOrder())))
			.orElse(BenefitAccess.no(none, null, null)));
	}

	private static BenefitAccess answer(MembershipBenefits one, @Nullable BenefitWish wish, @Nullable LocalDate ahead) {
		MembershipSummary membership = one.membership();
		LocalDate end = membership.endsOn();
		if (membership.state() == MembershipState.PENDING) {
			return BenefitAccess.no(BenefitAccess.Reason.NOT_A_MEMBER, membership.id(), null);
		}
		if (!MemberBenefits.runs(membership) || (ahead != null && end != null && !ahead.isBefore(end))) {
			return BenefitAccess.no(BenefitAccess.Reason.ENDED, membership.id(), membership.lastDay());
		}
		List<BenefitStanding> asked = one.benefits()
			.stream()
			.filter(standing -> wish == null || wish.isFor(standing))
			.toList();
		if (wish != null && asked.isEmpty()) {
			return BenefitAccess.no(BenefitAccess.Reason.NOT_IN_PLAN, membership.id(), membership.lastDay());
		}
		if (!membership.state().hasAccess()) {
			return BenefitAccess.no(BenefitAccess.Reason.PAUSED, membership.id(), membership.lastDay());
		}
		if (wish != null && asked.get(0).usedUp()) {
			return new BenefitAccess(false, BenefitAccess.Reason.USED_UP, membership.id(), null, membership.lastDay(),
					asked.get(0).again(), asked);
		}
		return new BenefitAccess(true, null, membership.id(), null, membership.lastDay(), null, asked);
	}

	private static LocalDate later(@Nullable LocalDate day) {
		return (day != null) ? day : LocalDate.MAX;
	}

}
