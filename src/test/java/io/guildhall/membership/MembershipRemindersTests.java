package io.guildhall.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.ScopedClock;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.task.TaskDetails;
import io.guildhall.task.TaskService;
import lombok.RequiredArgsConstructor;

/**
 * The staff is told in time who is to be asked, once, and not of those who need not be.
 */
@HouseTest
@RequiredArgsConstructor
class MembershipRemindersTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

	private static final LocalDate END = LocalDate.of(2026, 4, 10);

	private final StaffFixtures staff;

	private final PlanService plans;

	private final MembershipService memberships;

	private final MembershipNight night;

	private final MemberService members;

	private final TaskService tasks;

	private final ScopedClock clock;

	private final TransactionTemplate transaction;

	@Test
	void aTaskIsMadeForEachEndAndNumberOfDaysOnceAndGoesWithTheRenewal() {
		Person ann = staff.found("Acme", "Asia/Shanghai", "CNY");
		PlanDetails plan = on(ann, TODAY,
				() -> plans
					.get(plans.create(new NewPlan("Club", "", PlanTerm.MONTHLY, new Money(3_900, "CNY"), 3, List.of(),
							new PlanConditions(null, null, null, 0, RefundPolicy.OPEN, null, List.of(7, 1, 7))))));
		assertThat(plan.conditions().reminders()).containsExactly(7, 1);
		MemberId bob = on(ann, TODAY, () -> members.add(NewMember.named("Bob")));
		MembershipSummary one = bought(ann, bob, plan, TODAY);
		run(ann, END.minusDays(8));
		assertThat(open(ann, bob)).isEmpty();
		run(ann, END.minusDays(7));
		run(ann, END.minusDays(7));
		run(ann, END.minusDays(6));
		assertThat(open(ann, bob)).singleElement()
			.satisfies(task -> assertThat(task.title()).contains("Club", "2026-04-09"));
		run(ann, END.minusDays(1));
		assertThat(open(ann, bob)).hasSize(2);
		bought(ann, bob, plan, END.minusDays(1));
		run(ann, END.minusDays(1));
		assertThat(open(ann, bob)).as("it is renewed").isEmpty();
		LocalDate next = LocalDate.of(2026, 5, 10);
		run(ann, next.minusDays(1));
		assertThat(open(ann, bob)).as("of what two nights missed, the last").hasSize(1);
		on(ann, next.minusDays(1), () -> memberships.cancelAtPeriodEnd(one.id()));
		run(ann, next.minusDays(1));
		assertThat(open(ann, bob)).as("nobody expects it to be renewed").isEmpty();
	}

	private MembershipSummary bought(Person ann, MemberId member, PlanDetails plan, LocalDate day) {
		return on(ann, day, () -> Objects.requireNonNull(transaction
			.execute(status -> memberships.grant(member, plan.product(), Ids.next(), plan.price(), noon(day)))));
	}

	private void run(Person ann, LocalDate day) {
		on(ann, day, () -> {
			night.run(day);
			return day;
		});
	}

	private List<TaskDetails> open(Person ann, MemberId member) {
		return staff.as(ann, () -> tasks.of(member))
			.stream()
			.filter(task -> task.state().name().equals("OPEN"))
			.toList();
	}

	private <T> T on(Person ann, LocalDate day, java.util.function.Supplier<T> work) {
		return clock.callAt(noon(day), () -> Objects.requireNonNull(staff.as(ann, work::get)));
	}

	private static Instant noon(LocalDate day) {
		return day.atTime(12, 0).atZone(ZONE).toInstant();
	}

}
