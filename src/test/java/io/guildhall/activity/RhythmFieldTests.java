package io.guildhall.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.AtOneMoment;
import io.guildhall.Facts;
import io.guildhall.HouseTest;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Lapsing and returning need something to lapse from and to return to. */
@AtOneMoment
@HouseTest
@RequiredArgsConstructor
class RhythmFieldTests {

	/**
	 * Names say what is expected; numbers are on how many days ago somebody was active.
	 */
	private static final Map<String, List<Integer>> PEOPLE = Map.of("lapsing-30", List.of(30), "lapsing-59",
			List.of(59, 200), "silent", List.of(60, 200), "never", List.of(), "newcomer", List.of(0), "steady",
			List.of(29, 30, 61), "returning-29", List.of(29, 60), "returning-0", List.of(0, 400));

	private final CommunityService communities;

	private final GroupService groups;

	private final MemberService members;

	private final ActivityImporting activities;

	private final OrganizationService organizations;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	@Test
	void tellsLapsingAndReturningFromSilentAndNew() {
		Person ann = staff.found("Acme", "UTC", "CNY");
		LocalDate today = as(ann, organizations::today);
		CommunityId community = as(ann,
				() -> communities
					.create(new CommunityCard("A", Set.of(CommunityType.INTEREST), null, null, null, null, null))
					.id());
		GroupId group = as(ann,
				() -> groups
					.create(community, new GroupTerms("one", Carrier.WECHAT, Stage.VALUE, 500, null, null, null))
					.id());
		Facts facts = new Facts();
		PEOPLE.forEach((name, days) -> {
			MemberId member = as(ann, () -> members.add(NewMember.named(name)));
			days.forEach(ago -> facts.event(member, group, today.minusDays(ago), ago % 2 == 0));
		});
		as(ann, () -> transaction.execute(status -> {
			facts.storeEvents(jdbc, activities);
			return true;
		}));
		assertThat(list(ann, "LAPSING")).contains("lapsing-30", "lapsing-59")
			.doesNotContain("silent", "never", "newcomer", "steady", "returning-");
		assertThat(list(ann, "RETURNING")).contains("returning-29", "returning-0")
			.doesNotContain("silent", "never", "newcomer", "steady", "lapsing-");
		assertThat(mvc.get().uri(ann.path() + "/members?rhythm=X").with(staff.login(ann)).exchange())
			.hasStatus4xxClientError();
	}

	private String list(Person ann, String rhythm) {
		String key = staff.apiKey(ann);
		byte[] body = mvc.get()
			.uri("/api/v1/members?rhythm=" + rhythm)
			.header("Authorization", "Bearer " + key)
			.exchange()
			.getResponse()
			.getContentAsByteArray();
		return new String(body, java.nio.charset.StandardCharsets.UTF_8);
	}

	private <T> T as(Person ann, Tenancy.Work<T, RuntimeException> work) {
		return staff.as(ann, work);
	}

}
