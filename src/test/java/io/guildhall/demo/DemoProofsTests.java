package io.guildhall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.challenge.ChallengeDetails;
import io.guildhall.challenge.ChallengeService;
import io.guildhall.challenge.CheckIn;
import io.guildhall.challenge.CheckInDecisions;
import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The demo has pictures that wait for somebody to look at them. */
@HouseTest
@RequiredArgsConstructor
class DemoProofsTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

	private final DemoStage stage;

	private final DemoProofs proofs;

	private final ChallengeService challenges;

	private final CheckInDecisions decisions;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private final UUID acme = Ids.next();

	@Test
	void thoseOfTheFirstDayWereLookedAtAndTheOthersWaitHoweverOftenADayIsLived() {
		as(0, () -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", true)));
		GroupId group = as(0, () -> {
			stage.build(FIRST);
			return stage.props().group(1);
		});
		List<MemberId> players = as(0,
				() -> Stream.of("林晓", "王芳", "李雷", "赵敏", "周舟")
					.map(name -> members.add(NewMember.named(name).in(group, clock.instant())))
					.toList());
		for (int day = 0; day < 3; day++) {
			int number = day;
			for (int twice = 0; twice < 2; twice++) {
				as(day, () -> {
					proofs.show(DemoProofs.FIRST_DAY + number, FIRST.plusDays(number), group, players);
					return acme;
				});
			}
		}
		ChallengeDetails challenge = as(2, () -> challenges.list(group, null)).items().get(0);
		assertThat(challenge).returns(5L, ChallengeDetails::waiting).returns(2L, ChallengeDetails::done);
		assertThat(as(2, () -> decisions.waiting(challenge.id(), null)).items()).extracting(CheckIn::picture)
			.hasSize(5)
			.doesNotContainNull();
	}

	private <T> T as(int day, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(FIRST.plusDays(day).atTime(LocalTime.of(20, 0)).atZone(ZONE).toInstant(),
				() -> onBehalf.ofSystem(acme, work));
	}

}
