package io.guildhall.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** What a plan gives back, and when. */
class RefundProposalTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

	private static final Instant PAID = TODAY.atStartOfDay().toInstant(ZoneOffset.UTC);

	private static final Money PRICE = new Money(36_500, "CNY");

	@Test
	void openGivesAllThatIsLeftAndNoneGivesNothing() {
		assertThat(given(RefundPolicy.OPEN, null, 100, PRICE).amount()).isEqualTo(PRICE);
		assertThat(given(RefundPolicy.NONE, null, 0, PRICE).amount().isZero()).isTrue();
	}

	@Test
	void proratedGivesTheDaysThatAreNotUsedAndEndsIt() {
		RefundProposal proposal = given(RefundPolicy.PRORATED, null, 100, PRICE);
		assertThat(proposal.amount()).isEqualTo(new Money(26_500, "CNY"));
		assertThat(proposal.ends()).isTrue();
		assertThat(given(RefundPolicy.PRORATED, null, 100, new Money(1_000, "CNY")).amount())
			.as("never more than what is left")
			.isEqualTo(new Money(1_000, "CNY"));
		assertThat(given(RefundPolicy.PRORATED, null, 365, PRICE).amount().isZero()).isTrue();
	}

	@Test
	void whatAnUpgradeTakesOffIsNotGivenBackAsWell() {
		for (RefundPolicy policy : List.of(RefundPolicy.OPEN, RefundPolicy.PRORATED)) {
			Plan plan = plan(policy, null);
			MembershipTerm term = term(plan);
			term.credit(Ids.next(), 26_500);
			Money amount = RefundProposal.of(plan, term, PRICE, 26_500, PAID).amount();
			assertThat(amount.minor()).isEqualTo((policy == RefundPolicy.OPEN) ? 10_000 : 0);
		}
	}

	@Test
	void fullWithinHoursGivesAllToTheLastSecondOfThemAndNothingThen() {
		Plan plan = plan(RefundPolicy.FULL_WITHIN, 48);
		MembershipTerm term = term(plan);
		Instant last = PAID.plusSeconds(48 * 3600L);
		assertThat(RefundProposal.of(plan, term, PRICE, 0, last).amount()).isEqualTo(PRICE);
		assertThat(RefundProposal.of(plan, term, PRICE, 0, last).until()).isEqualTo(last);
		assertThat(RefundProposal.of(plan, term, PRICE, 0, last.plusSeconds(1)).amount().isZero()).isTrue();
	}

	@Test
	void aTermWhoseRestWasPaidBackEndsAndLaterOnesMoveUp() {
		Plan plan = plan(RefundPolicy.PRORATED, null);
		Membership membership = new Membership(new MemberId(Ids.next()), plan, TODAY, PAID);
		MembershipTerm first = term(plan);
		MembershipTerm second = new MembershipTerm(membership.getId(), plan, Ids.next(), 2, PRICE, PAID, TODAY);
		List<MembershipTerm> terms = List.of(first, second);
		membership.lay(terms, TODAY);
		LocalDate day = TODAY.plusDays(100);
		membership.end(first, terms, List.of(), day);
		assertThat(second.getFromOn()).isEqualTo(day);
		assertThat(membership.getState()).isEqualTo(MembershipState.ACTIVE);
		membership.end(second, terms, List.of(), day.plusDays(1));
		assertThat(membership.getState()).isEqualTo(MembershipState.CANCELLED);
		assertThat(first.unused(day, List.of())).isZero();
	}

	private static RefundProposal given(RefundPolicy policy, @Nullable Integer hours, int used, Money left) {
		Plan plan = plan(policy, hours);
		MembershipTerm term = term(plan);
		LocalDate today = TODAY.plusDays(used);
		return RefundProposal.of(plan, term, left, term.unused(today, List.of()), PAID.plusSeconds(used * 86_400L));
	}

	private static MembershipTerm term(Plan plan) {
		Membership membership = new Membership(new MemberId(Ids.next()), plan, TODAY, PAID);
		MembershipTerm term = new MembershipTerm(membership.getId(), plan, Ids.next(), 1, PRICE, PAID, TODAY);
		membership.lay(List.of(term), TODAY);
		return term;
	}

	private static Plan plan(RefundPolicy policy, @Nullable Integer hours) {
		return new Plan(
				new NewPlan("Club", "", PlanTerm.YEARLY, PRICE, 7, List.of(),
						new PlanConditions(null, null, null, 0, policy, hours, List.of())),
				new ProductId(Ids.next()), Instant.EPOCH);
	}

}
