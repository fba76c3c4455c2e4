package io.guildhall.community;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

@AtOneMoment
@HouseTest
@RequiredArgsConstructor
class CommunityPositionTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final LocalDate TODAY = AtOneMoment.TODAY;

	private final CommunityPositioning positions;

	private final CommunityService communities;

	private final GroupService groups;

	private final MemberService members;

	private final MembersOfGroups stays;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private Person boss;

	private CommunityId community;

	@BeforeEach
	void aCommunity() {
		boss = staff.found("Acme", ZONE.getId(), "CNY");
		community = staff.as(boss, () -> communities.create(CommunityFixtures.card("茶圈"))).id();
	}

	@Test
	void saysWhatFollowsFromTheProduct() {
		assertThat(ProductFit.OPEN.advice()).isEmpty();
		assertThat(new ProductFit(false, true, true, PriceBand.LOW).advice())
			.containsExactly(FitAdvice.GOAL_WITHOUT_CASH);
		assertThat(new ProductFit(true, true, true, PriceBand.LOW).advice()).containsExactly(FitAdvice.SHORT_OFFERS,
				FitAdvice.COUPONS_AND_VOLUME);
		assertThat(new ProductFit(true, false, false, PriceBand.HIGH).advice()).containsExactly(
				FitAdvice.ONE_TO_ONE_OR_OWN_GROUP, FitAdvice.EXPLAIN_FIRST, FitAdvice.SAMPLE_THEN_ONE_TO_ONE);
		assertThat(new ProductFit(true, null, null, PriceBand.MIDDLE).advice()).containsExactly(FitAdvice.TRIAL_FIRST);
	}

	@Test
	void aGoalIsWholeAndItsLeadsAreCounted() {
		assertRefused("community.goal-figure", () -> goal(GoalKind.BRAND, 0, TODAY, null));
		assertRefused("community.goal-figure", () -> goal(GoalKind.BRAND, 5, TODAY, -1L));
		assertRefused("community.goal-period", () -> goal(GoalKind.BRAND, 5, TODAY.plusDays(40), null));
		assertRefused("community.goal-leads", () -> goal(GoalKind.LEADS, 5, TODAY, 3L));
		assertRefused("community.goal-currency", () -> goal(GoalKind.REVENUE, 5, TODAY, null));
	}

	@Test
	void countsLeadsWhoHadBeenInNoneOfItsGroups() {
		GroupId one = group("一群");
		GroupId two = group("二群");
		MemberId old = joined(one, TODAY.minusDays(40));
		joined(one, TODAY.minusDays(3));
		joined(two, TODAY.minusDays(2));
		staff.as(boss, () -> {
			stays.joined(old, two, TODAY.minusDays(1).atStartOfDay(ZONE).toInstant());
			return null;
		});
		CommunityPosition position = staff.as(boss, () -> positions.change(community,
				goal(GoalKind.LEADS, 100, TODAY.minusDays(10), null), ProductFit.OPEN, 0L));
		assertThat(position.reached()).isEqualTo(2);
		assertThat(position.fromFacts()).isTrue();
		assertThat(position.version()).isEqualTo(1);
	}

	@Test
	void keepsWhatIsEnteredAndWritesOnlyOverWhatWasRead() {
		assertThat(staff.as(boss, () -> positions.get(community)).goal()).isNull();
		ProductFit fit = new ProductFit(true, true, false, PriceBand.HIGH);
		CommunityGoal revenue = new CommunityGoal(GoalKind.REVENUE, 5_000_000, "CNY", TODAY, TODAY.plusDays(30),
				120_050L);
		staff.as(boss, () -> positions.change(community, revenue, fit, 0L));
		assertThat(staff.as(boss, () -> positions.get(community))).satisfies(position -> {
			assertThat(position.goal()).isEqualTo(revenue);
			assertThat(position.fit()).isEqualTo(fit);
			assertThat(position.reached()).isEqualTo(120_050);
			assertThat(position.fromFacts()).isFalse();
		});
		assertThatExceptionOfType(ObjectOptimisticLockingFailureException.class)
			.isThrownBy(() -> staff.as(boss, () -> positions.change(community, null, fit, 0L)));
		Person host = staff.hired(boss, Role.OPERATOR);
		assertRefused("community.own-groups-only",
				() -> staff.as(host, () -> positions.change(community, null, fit, null)));
		assertRefused("community.unknown", () -> staff.as(staff.found(), () -> positions.get(community)));
		for (String page : List.of("/position", "/card", "/position/edit")) {
			assertThat(mvc.get().uri(boss.path() + "/communities/" + community + page).with(staff.login(boss))).as(page)
				.hasStatusOk()
				.bodyText()
				.contains(page.endsWith("edit") ? "1200.50" : "1,200.50");
		}
		assertThat(staff.as(boss, () -> positions.change(community, goal(GoalKind.BRAND, 9, TODAY, null), fit, null))
			.reached()).as("nothing is entered").isNull();
		assertThat(mvc.post()
			.uri(boss.path() + "/communities/" + community + "/position")
			.param("kind", "BRAND")
			.param("sells", "false")
			.with(staff.login(boss))
			.with(csrf())).hasStatusOk();
		assertThat(mvc.post()
			.uri(boss.path() + "/communities/" + community + "/position")
			.param("sells", "false")
			.with(staff.login(boss))
			.with(csrf())).hasStatus3xxRedirection();
		assertThat(staff.as(boss, () -> positions.get(community))).satisfies(position -> {
			assertThat(position.goal()).isNull();
			assertThat(position.advice()).containsExactly(FitAdvice.GOAL_WITHOUT_CASH);
		});
	}

	private GroupId group(String name) {
		return staff.as(boss, () -> groups.create(community, CommunityFixtures.terms(name, null))).id();
	}

	private MemberId joined(GroupId group, LocalDate day) {
		return staff.as(boss, () -> members.add(NewMember.named("林晓").in(group, day.atStartOfDay(ZONE).toInstant())));
	}

	private static CommunityGoal goal(GoalKind kind, long target, LocalDate from, Long counted) {
		return new CommunityGoal(kind, target, null, from, TODAY.plusDays(30), counted);
	}

}
